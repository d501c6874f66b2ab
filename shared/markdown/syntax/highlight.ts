/**
 * `==marked==`: a pair of two equal signs that flank text, by the same rules as strikethrough.
 * Shaped after micromark's own strikethrough, with which it must nest.
 */
import { isWhite, tokenType, type Code, type Construct, type Event, type Extension, type State, type Token, type TokenizeContext } from './micromark-types.ts';

const EQUALS = 61;

export function highlightSyntax(): Extension {
  const highlight: Construct = { name: 'highlight', tokenize: tokenizeHighlight, resolveAll: resolveAllHighlight };
  return {
    text: { [EQUALS]: highlight },
    insideSpan: { null: [highlight] },
    attentionMarkers: { null: [EQUALS] },
  };
}

function tokenizeHighlight(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Construct['tokenize']>): State {
  const previous = this.previous;
  const lastType = this.events[this.events.length - 1]?.[1].type;
  let size = 0;
  return start;

  function start(code: Code): State | undefined {
    if (previous === EQUALS && lastType !== 'characterEscape') return nok(code);
    effects.enter(tokenType('highlightSequenceTemporary'));
    return more(code);
  }
  function more(code: Code): State | undefined {
    if (code === EQUALS) {
      if (size > 1) return nok(code);
      effects.consume(code);
      size += 1;
      return more;
    }
    if (size < 2) return nok(code);
    const token = effects.exit(tokenType('highlightSequenceTemporary'));
    const before = characterGroup(previous);
    const after = characterGroup(code);
    token._open = after === 'letter' || (after === 'punctuation' && before !== 'letter');
    token._close = before === 'letter' || (before === 'punctuation' && after !== 'letter');
    return ok(code);
  }
}

function characterGroup(code: Code): 'white' | 'punctuation' | 'letter' {
  if (isWhite(code) || code === null) return 'white';
  return /[\p{P}\p{S}]/u.test(String.fromCharCode(code)) ? 'punctuation' : 'letter';
}

/** Pairs the sequences with a stack, in one pass; what stays alone becomes text. */
function resolveAllHighlight(events: Event[], context: TokenizeContext): Event[] {
  const temporary = tokenType('highlightSequenceTemporary');
  const openers: number[] = [];
  const pairs = new Map<number, number>();
  for (const [index, event] of events.entries()) {
    if (event[0] !== 'enter' || event[1].type !== temporary) continue;
    const opener = event[1]._close === true ? openers.pop() : undefined;
    if (opener !== undefined) pairs.set(opener, index);
    else if (event[1]._open === true) openers.push(index);
  }
  if (pairs.size === 0) {
    for (const event of events) if (event[1].type === temporary) event[1].type = 'data';
    return events;
  }
  const resolved = pairEvents(events, 0, events.length, pairs, context);
  events.length = 0;
  for (const event of resolved) events.push(event);
  return events;
}

function pairEvents(events: readonly Event[], from: number, to: number, pairs: ReadonlyMap<number, number>, context: TokenizeContext): Event[] {
  const result: Event[] = [];
  for (let index = from; index < to; index += 1) {
    const event = events[index];
    if (event === undefined) break;
    const close = pairs.get(index);
    const closing = close === undefined ? undefined : events[close];
    if (close === undefined || closing === undefined) {
      if (event[1].type === tokenType('highlightSequenceTemporary')) event[1].type = 'data';
      result.push(event);
      continue;
    }
    const whole: Token = { type: tokenType('highlight'), start: { ...event[1].start }, end: { ...closing[1].end } };
    event[1].type = tokenType('highlightSequence');
    closing[1].type = tokenType('highlightSequence');
    result.push(['enter', whole, context], event, ['exit', event[1], context]);
    const inside = pairEvents(events, index + 2, close, pairs, context);
    for (const inner of resolveInside(inside, context)) result.push(inner);
    result.push(closing, ['exit', closing[1], context], ['exit', whole, context]);
    index = close + 1;
  }
  return result;
}

function resolveInside(events: Event[], context: TokenizeContext): Event[] {
  let resolved = events;
  for (const construct of context.parser.constructs.insideSpan.null ?? []) {
    const resolve = construct.resolveAll;
    if (resolve !== undefined && resolve !== resolveAllHighlight) resolved = resolve(resolved, context);
  }
  return resolved;
}
