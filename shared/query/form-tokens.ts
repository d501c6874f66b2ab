/** Cuts the text of a `verso` block into words, values and signs. Never throws. */
import type { FormProblem } from './query-form.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'field' | 'link' | 'tag' | 'comparison' | 'sign' | 'end';
  /** Without quotes, brackets and `#`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const comparison = /<=|>=|!=|==|=|<|>|≠|≤|≥/uy;
const plain: Readonly<Record<string, string>> = { '==': '=', '≠': '!=', '≤': '<=', '≥': '>=' };
/** A day, then time; or whatever stands between spaces and signs. */
const word = /[^\s,()"<>=![\]≠≤≥]+/uy;
const tag = /#[^\s,()"<>=![\]#]+/uy;

/** The last token is the end. */
export function formTokens(text: string): { readonly tokens: readonly Token[] } | { readonly problem: FormProblem } {
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], shown: string, start: number, end: number): number => {
    tokens.push({ kind, text: shown, start, end });
    return end;
  };
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    if (/\s/u.test(sign)) at += 1;
    // A comment of one's own, to the end of its line.
    else if (text.startsWith('//', at) && startsLine(text, at)) at = endOfLine(text, at);
    else if (sign === '"') {
      const close = text.indexOf('"', at + 1);
      if (close === -1) return { problem: { code: 'unclosed-quote', start: at, end: endOfLine(text, at), about: text.slice(at, endOfLine(text, at)) } };
      at = add('quoted', text.slice(at + 1, close), at, close + 1);
    } else if (text.startsWith('[[', at)) {
      const close = text.indexOf(']]', at + 2);
      if (close === -1) return unclosed(text, at);
      at = add('link', text.slice(at + 2, close).trim(), at, close + 2);
    } else if (sign === '[') {
      const close = text.indexOf(']', at + 1);
      if (close === -1 || text.slice(at, close).includes('\n')) return unclosed(text, at);
      at = add('field', text.slice(at + 1, close).trim(), at, close + 1);
    } else if (sign === '(' || sign === ')' || sign === ',') at = add('sign', sign, at, at + 1);
    else {
      const found = match(comparison, text, at);
      if (found !== null) {
        at = add('comparison', plain[found] ?? found, at, at + found.length);
        continue;
      }
      const tagged = match(tag, text, at);
      if (tagged !== null) {
        at = add('tag', tagged.slice(1).replace(/\/+$/u, ''), at, at + tagged.length);
        continue;
      }
      const written = match(word, text, at) ?? sign;
      at = add('word', written, at, at + written.length);
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return { tokens };
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function unclosed(text: string, at: number): { readonly problem: FormProblem } {
  return { problem: { code: 'unclosed-bracket', start: at, end: endOfLine(text, at), about: text.slice(at, endOfLine(text, at)) } };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function startsLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === '';
}
