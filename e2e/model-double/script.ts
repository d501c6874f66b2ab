/** What a scripted model says: the requests that it sees and the replies that it can give. */

export type DoubleProvider = 'anthropic' | 'openai' | 'ollama';

export interface DoubleToolCall {
  readonly id?: string;
  readonly name: string;
  readonly input: unknown;
}

export interface DoubleMessage {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly text: string;
  readonly toolCalls: readonly DoubleToolCall[];
}

/** A request as it came over the wire, and the same read into one shape for all three wires. */
export interface DoubleRequest {
  /** 1 for the first request that the double was sent. */
  readonly number: number;
  readonly provider: DoubleProvider;
  readonly operation: 'chat' | 'models' | 'model' | 'count-tokens';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The key that came with it, or null. */
  readonly key: string | null;
  readonly body: unknown;
  readonly model: string;
  readonly system: string;
  readonly messages: readonly DoubleMessage[];
  readonly tools: readonly string[];
  /** The JSON schema that the answer must follow, or null. */
  readonly schema: unknown;
  readonly stream: boolean;
  /** Whether the client went away before the reply was whole; set while it is answered. */
  aborted: boolean;
}

/** How a reply travels; the faults are those that networks and providers really show. */
export interface Delivery {
  /** Before the first byte. */
  readonly firstDelayMs?: number;
  /** Between two pieces. */
  readonly chunkDelayMs?: number;
  /** Characters of text in one piece (default 12). */
  readonly chunkSize?: number;
  /** Writes the response in slices of so many bytes, through events and UTF-8 sequences. */
  readonly splitBytes?: number;
  /** Ends the connection after so many bytes of the body. */
  readonly cutAfterBytes?: number;
  /** Ends the connection after so many pieces. */
  readonly cutAfterChunks?: number;
  /** `reset` destroys the socket; `end` closes the body as if it were whole. Default `reset`. */
  readonly cutHow?: 'reset' | 'end';
  /** Falls silent after so many pieces and keeps the connection open. */
  readonly stallAfterChunks?: number;
}

export interface MessageReply extends Delivery {
  readonly kind: 'message';
  readonly text?: string;
  readonly thinking?: string;
  readonly toolCalls?: readonly DoubleToolCall[];
  /** `context` is Anthropic's `model_context_window_exceeded`; others report `length`. */
  readonly stop?: 'end' | 'length' | 'refusal' | 'context';
  readonly usage?: {
    readonly inputTokens?: number;
    readonly outputTokens?: number;
    readonly cacheReadTokens?: number;
    readonly cacheWriteTokens?: number;
  };
  /** Leaves the token counts out, as some compatible servers do. */
  readonly noUsage?: boolean;
}

export interface ErrorReply {
  readonly kind: 'error';
  readonly status: number;
  /** The wire's error type; a fitting one is chosen by the status where it is missing. */
  readonly type?: string;
  /** OpenAI's `code`. */
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A good beginning, and then an error inside the stream. */
export interface StreamErrorReply extends Delivery {
  readonly kind: 'stream-error';
  readonly text: string;
  readonly type: string;
  readonly message: string;
}

/** Bytes as they are: malformed JSON, another protocol, an HTML page. */
export interface RawReply extends Delivery {
  readonly kind: 'raw';
  readonly status?: number;
  readonly contentType: string;
  readonly body: string;
}

/** Accepts the request and says nothing. */
export interface SilenceReply {
  readonly kind: 'silence';
}

/** Destroys the connection before a status line. */
export interface HangUpReply {
  readonly kind: 'hang-up';
}

export type Reply =
  | MessageReply
  | ErrorReply
  | StreamErrorReply
  | RawReply
  | SilenceReply
  | HangUpReply;

/** One entry of a queue; `when` narrows the requests that it answers, `times` repeats it. */
export interface QueuedReply {
  readonly when?: {
    readonly provider?: DoubleProvider;
    readonly path?: string;
    readonly model?: string;
    /** Must occur in the system prompt or in a message. */
    readonly includes?: string;
    readonly matches?: (request: DoubleRequest) => boolean;
  };
  readonly reply: Reply;
  readonly times?: number;
}

/** Answers a request, or passes it on to the next script with null. */
export type ScriptFunction = (request: DoubleRequest) => Reply | null | Promise<Reply | null>;

export type Script = ScriptFunction | readonly (Reply | QueuedReply)[];

/** A reply of plain text. */
export function say(text: string, delivery: Delivery = {}): MessageReply {
  return { kind: 'message', text, ...delivery };
}

/** A reply that calls tools. */
export function callTools(...toolCalls: DoubleToolCall[]): MessageReply {
  return { kind: 'message', toolCalls };
}

/** A reply that fails with an http status. */
export function failWith(status: number, rest: Omit<ErrorReply, 'kind' | 'status'> = {}): ErrorReply {
  return { kind: 'error', status, ...rest };
}

/** Asks several scripts in turn; the first that answers wins. */
export function firstOf(...scripts: ScriptFunction[]): ScriptFunction {
  return async (request) => {
    for (const script of scripts) {
      const reply = await script(request);
      if (reply) return reply;
    }
    return null;
  };
}

/** Every word of the request that a person or the product wrote, for matching. */
export function wholeText(request: DoubleRequest): string {
  return [request.system, ...request.messages.map((message) => message.text)].join('\n\n');
}

function isQueued(entry: Reply | QueuedReply): entry is QueuedReply {
  return 'reply' in entry;
}

function fits(request: DoubleRequest, when: QueuedReply['when']): boolean {
  if (!when) return true;
  if (when.provider && when.provider !== request.provider) return false;
  if (when.path && when.path !== request.path) return false;
  if (when.model && when.model !== request.model) return false;
  if (when.includes && !wholeText(request).includes(when.includes)) return false;
  return when.matches?.(request) ?? true;
}

/** Turns a queue into a function: each entry answers its `times` fitting requests, in order. */
export function scriptFunction(script: Script): ScriptFunction {
  if (typeof script === 'function') return script;
  const waiting = script.map((entry) => {
    const queued: QueuedReply = isQueued(entry) ? entry : { reply: entry };
    return { queued, left: queued.times ?? 1 };
  });
  return (request) => {
    const found = waiting.find((entry) => entry.left > 0 && fits(request, entry.queued.when));
    if (!found) return null;
    found.left -= 1;
    return found.queued.reply;
  };
}
