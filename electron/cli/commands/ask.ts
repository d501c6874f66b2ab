/** `verso ask`: a question to the vault; the answer streams, its sources follow. */
import { chatModeSchema, type ChatEvent, type SuppliedPassage } from '#shared/model/chat.ts';
import { answered, failed, failedWith, stringOption, type VaultCommand } from '../command.ts';

export const askCommand: VaultCommand = {
  name: 'ask',
  usage: '<question> [--mode auto|notes|general]',
  summary: 'Ask the vault; answers cite their passages. Without a model it shows the passages',
  options: { mode: { type: 'string' } },
  positionals: { minimum: 1, maximum: Number.POSITIVE_INFINITY },
  needs: 'vault',
  async run(args, { client, signal, progress, write }) {
    const mode = chatModeSchema.safeParse(stringOption(args, 'mode') ?? 'auto');
    if (!mode.success) return failedWith('usage', '--mode is auto, notes or general.');
    let passages: readonly SuppliedPassage[] = [];
    let last: Extract<ChatEvent, { kind: 'done' | 'failed' }> | null = null;
    const end = await client.stream(
      'chat.ask',
      { chatId: null, text: args.positionals.join(' '), mode: mode.data, notes: [], providerId: null },
      (event) => {
        switch (event.kind) {
          case 'status':
            return progress(event.subject === '' ? event.stage : `${event.stage}: ${event.subject}`);
          case 'passages':
            passages = event.passages;
            return;
          case 'delta':
            return write(event.text);
          case 'done':
          case 'failed':
            last = event;
            return;
          case 'started':
          case 'step':
          case 'thinking':
          case 'citation':
          case 'usage':
            return;
        }
      },
      { signal },
    );
    if (end !== null) return failed(end);
    return finish(last, passages);
  },
};

function finish(last: Extract<ChatEvent, { kind: 'done' | 'failed' }> | null, passages: readonly SuppliedPassage[]) {
  if (last === null) return failedWith('internal', 'The answer ended without an end.');
  const { message, path, saveProblem } = last;
  const json = { message, path, saveProblem, passages };
  if (last.kind === 'failed') {
    return { json: { ...json, error: { code: last.failure.code, message: last.failure.message } }, text: `\n${last.failure.message}`, exitCode: 1 as const };
  }
  const sources = [...new Map(message.citations.map((citation) => [citation.number, citation])).values()];
  const lines =
    message.state === 'passages'
      ? ['No model is connected; these passages fit best:', ...passages.flatMap(({ number, path: note, text }) => [`[${number}] ${note}`, indent(text)])]
      : sources.map(({ number, path: note, quote }) => `[${number}] ${note}: "${quote}"`);
  return answered(json, ['', ...lines, ...(path === null ? [] : [`Saved in ${path}.`]), ...(saveProblem === null ? [] : [saveProblem])].join('\n'));
}

const indent = (text: string): string => text.replace(/^/gm, '    ');
