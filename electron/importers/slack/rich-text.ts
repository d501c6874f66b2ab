/** Slack's blocks to Markdown: rich text first, and the layout blocks that bots use. */
import { cleanText, escapeInline, escapeLineStart, fence, link } from '../escape.ts';
import { appendInline, type InlineStyle, mark, styled } from '../inline-style.ts';
import { z } from 'zod';
import { fromHexcode } from './emoji.ts';
import { mrkdwnToMarkdown, publicAddress, type SlackNames, withoutTokens } from './mrkdwn.ts';

const text = z.string().optional().catch(undefined);
const style = z
  .object({
    bold: z.boolean().optional().catch(undefined),
    italic: z.boolean().optional().catch(undefined),
    strike: z.boolean().optional().catch(undefined),
    code: z.boolean().optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

/** Any block or element; what a type does not have is absent. */
const elementSchema = z.object({
  type: z.string(),
  text: z.union([z.string(), z.object({ type: text, text: text })]).optional().catch(undefined),
  url: text,
  name: text,
  unicode: text,
  user_id: text,
  channel_id: text,
  usergroup_id: text,
  range: text,
  fallback: text,
  value: text,
  alt_text: text,
  image_url: text,
  title: z.union([z.string(), z.object({ text: text })]).optional().catch(undefined),
  indent: z.number().optional().catch(undefined),
  offset: z.number().optional().catch(undefined),
  style: z.union([z.string(), style]).optional().catch(undefined),
  elements: z.array(z.unknown()).optional().catch(undefined),
  fields: z.array(z.unknown()).optional().catch(undefined),
});
type Element = z.infer<typeof elementSchema>;

const textObjectSchema = z.object({ type: text, text: text });
const deepest = 12;

/** Markdown of a message's blocks; '' where they say nothing that we know. */
export function blocksToMarkdown(blocks: readonly unknown[], names: SlackNames, depth = 0): string {
  const out: string[] = [];
  let previousList = false;
  for (const raw of blocks) {
    const parsed = elementSchema.safeParse(raw);
    if (!parsed.success) continue;
    const isList = parsed.data.type === 'rich_text_list';
    const block = blockMarkdown(parsed.data, names, depth);
    if (block === '') continue;
    // Slack splits a nested list into one block per level.
    if (isList && previousList) out[out.length - 1] += `\n${block}`;
    else out.push(block);
    previousList = isList;
  }
  return out.join('\n\n');
}

function blockMarkdown(block: Element, names: SlackNames, depth: number): string {
  if (depth > deepest) return '';
  switch (block.type) {
    case 'rich_text':
      return blocksToMarkdown(block.elements ?? [], names, depth + 1);
    case 'rich_text_section':
      return lines(inline(block.elements ?? [], names));
    case 'rich_text_quote':
      return lines(inline(block.elements ?? [], names))
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
    case 'rich_text_preformatted': {
      const code = plainText(block.elements ?? []);
      return code.trim() === '' ? '' : fence(code.trimEnd());
    }
    case 'rich_text_list':
      return listMarkdown(block, names, depth);
    case 'header':
      return mark(escapeInline(cleanText(ownText(block)).replace(/\s+/g, ' '), false), { bold: true });
    case 'section':
    case 'markdown': {
      const parts = [block.text === undefined ? '' : textObject(block.text, names)];
      for (const field of block.fields ?? []) {
        const parsed = textObjectSchema.safeParse(field);
        if (parsed.success) parts.push(textObject(parsed.data, names));
      }
      return parts.filter((part) => part !== '').join('\n\n');
    }
    case 'context': {
      const parts = (block.elements ?? []).map((element) => {
        const parsed = elementSchema.safeParse(element);
        if (!parsed.success) return '';
        return parsed.data.type === 'image' ? '' : textObject({ type: parsed.data.type, text: ownText(parsed.data) }, names);
      });
      return parts.filter((part) => part !== '').join(' · ').replace(/\n+/g, ' ');
    }
    case 'image': {
      const title = typeof block.title === 'string' ? block.title : (block.title?.text ?? block.alt_text ?? '');
      const address = publicAddress(block.image_url ?? '');
      return link(escapeInline(cleanText(title === '' ? 'image' : title), false), address);
    }
    case 'divider':
      return '***';
    default:
      return '';
  }
}

function ownText(block: Element): string {
  return typeof block.text === 'string' ? block.text : (block.text?.text ?? '');
}

function textObject(object: string | { readonly type?: string | undefined; readonly text?: string | undefined }, names: SlackNames): string {
  if (typeof object === 'string') return mrkdwnToMarkdown(object, names);
  if (object.type === 'plain_text') return lines(escapeLines(object.text ?? ''));
  return mrkdwnToMarkdown(object.text ?? '', names);
}

function escapeLines(source: string): string {
  return cleanText(withoutTokens(source))
    .split('\n')
    .map((line) => escapeInline(line))
    .join('\n');
}

/** Trims lines and escapes what would begin a block; blank lines stay as paragraph breaks. */
function lines(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => escapeLineStart(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function listMarkdown(block: Element, names: SlackNames, depth: number): string {
  const indent = '    '.repeat(Math.min(Math.max(block.indent ?? 0, 0), 8));
  const ordered = block.style === 'ordered';
  let number = (block.offset ?? 0) + 1;
  return (block.elements ?? [])
    .map((raw) => {
      const item = elementSchema.safeParse(raw);
      if (!item.success) return '';
      const content = blockMarkdown(item.data, names, depth + 1).replace(/\n+/g, `\n${indent}    `);
      const marker = (ordered ? `${number++}. ` : '- ').padEnd(4);
      return content === '' ? '' : indent + marker + content;
    })
    .filter((item) => item !== '')
    .join('\n');
}

function plainText(elements: readonly unknown[]): string {
  return elements
    .map((raw) => {
      const parsed = elementSchema.safeParse(raw);
      if (!parsed.success) return '';
      return cleanText(withoutTokens(ownText(parsed.data) === '' ? publicAddress(parsed.data.url ?? '') : ownText(parsed.data)));
    })
    .join('');
}

function inline(elements: readonly unknown[], names: SlackNames): string {
  let out = '';
  for (const raw of elements) {
    const parsed = elementSchema.safeParse(raw);
    if (parsed.success) out = appendInline(out, inlineElement(parsed.data, names));
  }
  return out;
}

function inlineElement(element: Element, names: SlackNames): string {
  const marks: InlineStyle = typeof element.style === 'object' ? element.style : {};
  const plain = (content: string): string => mark(escapeInline(cleanText(content), false), { ...marks, code: false });
  switch (element.type) {
    case 'text':
      return styled(withoutTokens(ownText(element)), marks);
    case 'link': {
      const address = publicAddress(element.url ?? '');
      const label = ownText(element);
      const shown = label === '' || label === address ? '' : escapeInline(cleanText(label).replace(/\s+/g, ' '), false);
      const linked = link(shown, address);
      return mark(linked === '' ? escapeInline(address, false) : linked, { ...marks, code: false });
    }
    case 'emoji': {
      const character = element.unicode === undefined ? '' : fromHexcode(element.unicode);
      return character === '' ? escapeInline(names.emoji(element.name ?? ''), false) : character;
    }
    case 'user':
      return plain(`@${names.user(element.user_id ?? '')}`);
    case 'channel':
      return plain(`#${names.channel(element.channel_id ?? '')}`);
    case 'usergroup':
      return plain('@group');
    case 'broadcast':
      return plain(`@${element.range ?? 'here'}`);
    case 'date':
      return plain(element.fallback ?? '');
    case 'color':
      return plain(element.value ?? '');
    default:
      return plain(ownText(element));
  }
}
