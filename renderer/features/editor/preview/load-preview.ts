/** Finds what a preview shows: the part of a note, a picture, or what there is to say instead. */
import type { Node, Schema } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { parseWikilink, type Wikilink } from '#shared/markdown/wikilink.ts';
import { fileNameOf, isNotePath, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { Core } from '../../../api/core.ts';
import type { PreviewPlace } from '../../../api/link-preview.ts';
import { notePart } from '../embed/note-part.ts';
import { isImageName, linkTarget } from '../links/link-target.ts';

export type Preview =
  | { readonly kind: 'note'; readonly path: VaultPath; readonly title: string; readonly line: number; readonly doc: Node }
  | { readonly kind: 'image'; readonly path: VaultPath; readonly title: string }
  | { readonly kind: 'file'; readonly path: VaultPath; readonly title: string }
  /** The note has no such heading or block. */
  | { readonly kind: 'no-part'; readonly path: VaultPath; readonly title: string; readonly part: string }
  | { readonly kind: 'missing'; readonly title: string };

const maximumBlocks = 40;

/** Null where there is nothing to say: the address leads outside, or the core cannot be reached. */
export async function loadPreview(core: Core, schema: Schema, place: PreviewPlace): Promise<Preview | null> {
  const found = await locate(core, place);
  if (found === null) return null;
  const { path, link, line } = found;
  if (path === null) return { kind: 'missing', title: link.target };
  const title = fileNameOf(path);
  if (isImageName(path)) return { kind: 'image', path, title };
  if (!isNotePath(path)) return { kind: 'file', path, title };
  const note = await core.call('note.read', { path });
  if (!note.ok) return null;
  const part = notePart(loadMarkdown(note.value.text, schema), { heading: link.heading, block: link.block, line }, maximumBlocks);
  const name = noteNameOf(path);
  const within = link.block === undefined ? link.heading : `^${link.block}`;
  if (part === null) return { kind: 'no-part', path, title: name, part: within ?? '' };
  return { kind: 'note', path, title: link.heading === undefined ? name : `${name} › ${link.heading.split('#').join(' › ')}`, line: part.line, doc: part.doc };
}

interface Located {
  readonly path: VaultPath | null;
  readonly link: Wikilink;
  readonly line?: number;
}

async function locate(core: Core, place: PreviewPlace): Promise<Located | null> {
  if (place.kind === 'note') {
    const { path, fragment, line } = place;
    return { path, link: parseWikilink(fragment === undefined ? '' : `#${fragment}`), ...(line === undefined ? {} : { line }) };
  }
  const address = place.kind === 'address' ? linkTarget(place.href) : null;
  if (address !== null && address.kind !== 'vault') return null;
  const target = place.kind === 'wikilink' ? place.target : (address?.target ?? '');
  const outcome = await core.call('link.resolve', { from: place.from, target });
  return outcome.ok ? { path: outcome.value.path, link: parseWikilink(target) } : null;
}
