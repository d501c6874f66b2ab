/** Another note, or a part of it, shown where it is embedded; follows that note's changes. */
import type { Node, Schema } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createButton, createElement, whenNear } from '../rich/views/dom-parts.ts';
import type { NotePane } from './note-pane.ts';

/** Makes the pane for a document that stands in the note of `context`. */
export type PaneMaker = (doc: Node, context: EditorContext) => NotePane;

export interface EmbedPart {
  destroy(): void;
}

export interface NoteEmbedOptions {
  readonly path: VaultPath;
  /** As written between the brackets, without what stands behind the bar. */
  readonly target: string;
  readonly context: EditorContext;
  readonly schema: Schema;
  readonly makePane: PaneMaker;
  /** Turns the embed into its source; null where the note is only read. */
  readonly edit: (() => void) | null;
}

/** Notes within notes beyond this are links: nobody reads that far in. */
const maximumDepth = 4;
const maximumBlocks = 200;

export function noteEmbed(dom: HTMLElement, { path, target, context, schema, makePane, edit }: NoteEmbedOptions): EmbedPart {
  const { heading, block } = parseWikilink(target);
  const place = block === undefined ? (heading ?? '') : `^${block}`;
  const openIt = (event: MouseEvent | KeyboardEvent): void => context.openLink(target, { newTab: event.ctrlKey || event.metaKey });

  const name = wikilinkLabel({ ...parseWikilink(target), target: noteNameOf(path) });
  const header = createElement('span', 'embed-header');
  const title = createButton('embed-open', name, openIt);
  title.dir = 'auto';
  header.append(title, createButton('embed-button', context.say('embed.open', { name }), openIt, 'open'));
  if (edit !== null) header.append(createButton('embed-button edit-only', context.say('embed.edit'), edit, 'pencil'));
  const body = createElement('span', 'embed-body');
  dom.className = 'picture embed-note embed-live';
  dom.setAttribute('role', 'group');
  dom.setAttribute('aria-label', context.say('embed.of', { name }));
  dom.replaceChildren(header, body);

  const inner = context.within(path, place);
  let pane: NotePane | null = null;
  let asked = 0;
  const saying = (text: string): void => {
    pane?.destroy();
    pane = null;
    body.replaceChildren(createElement('span', 'embed-detail', text));
  };
  const load = async (): Promise<void> => {
    asked += 1;
    const own = asked;
    const [text, { notePart }] = await Promise.all([context.readNote(path), import('./note-part.ts')]);
    if (own !== asked) return;
    if (text === null) return saying(context.say('embed.unreadable', { name: noteNameOf(path) }));
    const part = notePart(loadMarkdown(text, schema), { heading, block }, maximumBlocks);
    if (part === null) return saying(context.say('embed.noPart', { part: place, name: noteNameOf(path) }));
    if (pane === null) {
      pane = makePane(part.doc, inner.context);
      body.replaceChildren(pane.dom);
    } else pane.update(part.doc);
    body.querySelector(':scope > .embed-detail')?.remove();
    if (part.cut) body.append(createElement('span', 'embed-detail', context.say('embed.cut')));
  };

  const isWithinItself = context.trail.includes(`${path}#${place}`) || (path === context.notePath() && place === '');
  if (isWithinItself || context.trail.length >= maximumDepth) {
    saying(context.say(isWithinItself ? 'embed.itself' : 'embed.deep'));
    return { destroy: inner.dispose };
  }
  const stopWaiting = whenNear(dom, () => void load());
  const stopListening = context.onFileChange(path, () => void load());
  return {
    destroy() {
      asked += 1;
      stopWaiting();
      stopListening();
      inner.dispose();
      pane?.destroy();
    },
  };
}
