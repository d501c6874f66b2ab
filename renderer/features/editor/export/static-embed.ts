/** Images and embeds of an export: pictures, sound and film carry their bytes, notes are drawn in place, all else is named. */
import type { Node } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import { fileNameOf, isNotePath, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { mediaKind, type MediaKind } from '../embed/media-embed.ts';
import { notePart } from '../embed/note-part.ts';
import { isImageName, isInlineImage, linkTarget, parseImageSize, type ImageSize } from '../links/link-target.ts';
import { element, type Drawing } from './drawing.ts';

type DrawBlocks = (doc: Node, drawing: Drawing) => readonly (HTMLElement | null)[];

const maximumDepth = 4;
/** A note may embed a library: paper has an end. */
const maximumBlocks = 2000;

export function drawEmbed(node: Node, drawing: Drawing, drawBlocks: DrawBlocks): HTMLElement {
  const holder = element(drawing, 'span', 'embedded');
  const isEmbed = node.type.name === 'embed';
  const written = String(node.attrs[isEmbed ? 'target' : 'src']);
  const described: unknown = node.attrs[isEmbed ? 'alias' : 'alt'];
  const parts = (typeof described === 'string' ? described : '').split('|');
  const size = parseImageSize(parts.at(-1) ?? '');
  const words = (size === null ? parts : parts.slice(0, -1)).join('|');
  if (!isEmbed && isInlineImage(written)) {
    holder.append(picture(written, words, size, drawing));
    return holder;
  }
  const target = isEmbed ? ({ kind: 'vault', target: written } as const) : linkTarget(written);
  if (target.kind === 'external') {
    // Nothing is fetched from outside, here as in the editor.
    const card = element(drawing, 'a', 'card', words || target.url);
    card.href = target.url;
    card.rel = 'noopener noreferrer';
    holder.append(card);
  } else if (target.kind === 'blocked') holder.append(element(drawing, 'span', 'card', words || drawing.context.say('image.blocked')));
  else drawing.later(drawTarget(holder, target.target, words, size, drawing, drawBlocks));
  return holder;
}

async function drawTarget(holder: HTMLElement, target: string, words: string, size: ImageSize | null, drawing: Drawing, drawBlocks: DrawBlocks): Promise<void> {
  const { context } = drawing;
  const card = (text: string): void => holder.replaceChildren(element(drawing, 'span', 'card', text));
  const path = (await context.resolver.resolve(target))?.path ?? null;
  if (path === null) return card(context.say('embed.missing', { name: target }));
  if (isImageName(path)) {
    const address = await drawing.picture(path);
    if (address === null) return card(context.say('image.broken', { name: words || target }));
    holder.replaceChildren(picture(address, words || target, size, drawing));
  } else if (isNotePath(path)) await drawNote(holder, path, target, drawing, drawBlocks);
  else {
    const name = words || fileNameOf(path);
    const kind = mediaKind(path);
    const address = kind === null ? null : await drawing.media(path, kind);
    if (kind === null || address === null) card(name);
    else holder.replaceChildren(player(kind, address, name, size, drawing), element(drawing, 'span', 'media-name', name));
  }
}

function player(kind: MediaKind, address: string, name: string, size: ImageSize | null, drawing: Drawing): HTMLMediaElement {
  const made = element(drawing, kind, 'media');
  made.controls = true;
  made.preload = 'metadata';
  made.setAttribute('aria-label', name);
  if (size !== null && made.localName === 'video') made.setAttribute('width', String(size.widthPx));
  made.src = address;
  return made;
}

async function drawNote(holder: HTMLElement, path: VaultPath, target: string, drawing: Drawing, drawBlocks: DrawBlocks): Promise<void> {
  const { context } = drawing;
  const link = parseWikilink(target);
  const { heading, block } = link;
  const place = block === undefined ? (heading ?? '') : `^${block}`;
  const card = (text: string): void => holder.replaceChildren(element(drawing, 'span', 'card', text));
  const isWithinItself = context.trail.includes(`${path}#${place}`) || (path === context.notePath() && place === '');
  if (isWithinItself || context.trail.length >= maximumDepth) return card(context.say(isWithinItself ? 'embed.itself' : 'embed.deep'));
  const text = await context.readNote(path);
  if (text === null) return card(context.say('embed.unreadable', { name: noteNameOf(path) }));
  const part = notePart(loadMarkdown(text, drawing.schema), { heading, block }, maximumBlocks);
  if (part === null) return card(context.say('embed.noPart', { part: place, name: noteNameOf(path) }));
  const inner = context.within(path, place);
  inner.dispose();
  const box = element(drawing, 'div', 'embed');
  const title = element(drawing, 'div', 'embed-title');
  title.dir = 'auto';
  const anchor = element(drawing, 'a', '', wikilinkLabel({ ...link, target: noteNameOf(path) }));
  drawing.link({ anchor, path, line: place === '' ? null : part.line });
  title.append(anchor);
  const blocks = drawBlocks(part.doc, { ...drawing, context: inner.context, prefix: drawing.nextPrefix() });
  box.append(title, ...blocks.filter((block) => block !== null));
  if (part.cut) box.append(element(drawing, 'span', 'card', context.say('embed.cut')));
  holder.replaceChildren(box);
}

function picture(address: string, description: string, size: ImageSize | null, drawing: Drawing): HTMLImageElement {
  const image = element(drawing, 'img');
  image.src = address;
  image.alt = description;
  if (size !== null) {
    image.width = size.widthPx;
    if (size.heightPx !== null) image.style.aspectRatio = `${size.widthPx} / ${size.heightPx}`;
  }
  return image;
}
