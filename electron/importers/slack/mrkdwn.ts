/** Slack's mrkdwn to Markdown blocks, everything that is not its own syntax escaped. */
import { cleanText, escapeInline, escapeLineStart, fence, inlineCode, link } from '../escape.ts';
import { appendInline, type InlineStyle, mark } from '../inline-style.ts';

/** Names of what a message mentions by id. */
export interface SlackNames {
  user(id: string): string;
  channel(id: string): string;
  emoji(name: string): string;
}

/** Slack escapes exactly these three. */
export function unescapeEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** A live token of an export (`xoxe-…`) must not reach the vault. */
export function withoutTokens(text: string): string {
  return text.replace(/\bxox[a-z]-[A-Za-z0-9-]{6,}/g, 'xox-removed');
}

/** An address without the query in which exports carry their secret. */
export function publicAddress(address: string): string {
  return /^https?:\/\/[^/]*slack(?:-files|-edge)?\.com\//i.test(address) ? address.replace(/[?#].*$/, '') : withoutTokens(address);
}

/** Markdown blocks of a text. */
export function mrkdwnToMarkdown(raw: string, names: SlackNames): string {
  const parts = cleanText(withoutTokens(raw)).split('```');
  const out: string[] = [];
  parts.forEach((part, index) => {
    if (index % 2 === 1 && index < parts.length - 1) {
      const code = unescapeEntities(part.replace(/<([^<>|\s]+)(?:\|[^<>]*)?>/g, '$1')).replace(/^\n+/, '').trimEnd();
      if (code !== '') out.push(fence(code));
      return;
    }
    // An opening fence that nothing closes is text.
    const text = index % 2 === 1 ? `\`\`\`${part}` : part;
    const block = textBlock(text, names);
    if (block !== '') out.push(block);
  });
  return out.join('\n\n');
}

function textBlock(text: string, names: SlackNames): string {
  const out: string[] = [];
  let quoted = false;
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    const content = quote === null ? line : line.slice(quote[0].length);
    if ((quote !== null) !== quoted && out.length > 0 && out[out.length - 1] !== '') out.push('');
    quoted = quote !== null;
    const shown = escapeLineStart(inlineMrkdwn(content.trim(), names));
    if (quoted) out.push(`> ${shown}`.trimEnd());
    else if (shown !== '' || (out.length > 0 && out[out.length - 1] !== '')) out.push(shown);
  }
  return out.join('\n').trim();
}

const token = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;
const emphasis = /(^|[\s([{"'.,;:!?>_~*-])([*_~])(?=\S)((?:(?!\2).)*?\S)\2(?=$|[\s)\]}"'.,;:!?<_~*-])/;

/** Longer lines are logs and data: their stars and underscores are their own. */
const longestStyled = 4000;

/** One line. */
export function inlineMrkdwn(text: string, names: SlackNames, depth = 0): string {
  if (depth < 4 && text.length < longestStyled && /[*_~]/.test(text)) {
    const match = emphasis.exec(maskTokens(text));
    if (match !== null) {
      const [whole, lead = '', character = ''] = match;
      const start = match.index + lead.length;
      const end = match.index + whole.length;
      const style: InlineStyle = { bold: character === '*', italic: character === '_', strike: character === '~' };
      const marked = mark(inlineMrkdwn(text.slice(start + 1, end - 1), names, depth + 1), style);
      return appendInline(inlineMrkdwn(text.slice(0, start), names, depth + 1) + marked, inlineMrkdwn(text.slice(end), names, depth));
    }
  }
  let out = '';
  let position = 0;
  for (const match of text.matchAll(token)) {
    out += escapeInline(unescapeEntities(text.slice(position, match.index)));
    const [whole, code, reference, emoji] = match;
    if (code !== undefined) out = appendInline(out, inlineCode(unescapeEntities(code.replace(/<([^<>|\s]+)(?:\|[^<>]*)?>/g, '$1'))));
    else if (reference !== undefined) out = appendInline(out, renderReference(reference, names));
    else if (emoji !== undefined) out += escapeInline(names.emoji(emoji), false);
    position = match.index + whole.length;
  }
  return out + escapeInline(unescapeEntities(text.slice(position)));
}

/** Hides the insides of code and references from the search for emphasis; lengths stay. */
function maskTokens(text: string): string {
  return text.replace(/`[^`\n]+`|<[^<>\n]+>/g, (whole) => '\ue000'.repeat(whole.length));
}

function renderReference(reference: string, names: SlackNames): string {
  const bar = reference.indexOf('|');
  const target = bar < 0 ? reference : reference.slice(0, bar);
  const label = bar < 0 ? '' : unescapeEntities(reference.slice(bar + 1));
  const plain = (text: string): string => escapeInline(text, false);
  if (target.startsWith('@')) return plain(`@${label === '' ? names.user(target.slice(1)) : label.replace(/^@/, '')}`);
  if (target.startsWith('#')) return plain(`#${label === '' ? names.channel(target.slice(1)) : label.replace(/^#/, '')}`);
  if (target.startsWith('!subteam')) return plain(label === '' ? '@group' : label);
  if (target.startsWith('!date')) return plain(label);
  if (target.startsWith('!')) return plain(label === '' ? `@${target.slice(1)}` : label);
  const address = publicAddress(unescapeEntities(target));
  if (!/^(?:https?|ftp|mailto|tel):/i.test(address)) return plain(unescapeEntities(`<${reference}>`));
  const shown = label === '' || label === address ? (address.startsWith('mailto:') ? address.slice(7) : '') : label;
  return link(plain(shown), address);
}
