/** What drawing a document for paper and files takes: the page that is built, and what is still awaited. */
import type { Schema } from '@tiptap/pm/model';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { MediaKind } from '../embed/media-embed.ts';
import type { EditorContext } from '../rich/editor-context.ts';

export interface Drawing {
  /** A document without a window: nothing in it is fetched or run. */
  readonly page: Document;
  readonly schema: Schema;
  readonly context: EditorContext;
  /** Begins every id, so that those of two notes differ. */
  readonly prefix: string;
  /** One that nothing of this page has had. */
  readonly nextPrefix: () => string;
  /** Work that the page is not complete without. */
  readonly later: (work: Promise<void>) => void;
  /** An address that carries the bytes of a picture of the vault; null where it cannot be read. */
  readonly picture: (path: VaultPath) => Promise<string | null>;
  /** The same of sound or film; null also where the page is for paper, or where it would be too much of it. */
  readonly media: (path: VaultPath, kind: MediaKind) => Promise<string | null>;
  /** A link of this page leads there. */
  readonly link: (link: ExportLink) => void;
}

export interface ExportLink {
  readonly anchor: HTMLElement;
  readonly path: VaultPath;
  /** First line of the heading or block that is meant, from 1; null for the note. */
  readonly line: number | null;
}

export interface Awaited {
  readonly later: Drawing['later'];
  /** Resolves once nothing is awaited any more, also of what was added meanwhile; rejects as the first of it does. */
  settled(): Promise<void>;
}

export function awaitedWork(): Awaited {
  const waiting: Promise<void>[] = [];
  return {
    later: (work) => void waiting.push(work),
    async settled() {
      while (waiting.length > 0) await Promise.all(waiting.splice(0));
    },
  };
}

/** An element of the page, with text that is only text. */
export function element<K extends keyof HTMLElementTagNameMap>({ page }: Pick<Drawing, 'page'>, tag: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const made = page.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}
