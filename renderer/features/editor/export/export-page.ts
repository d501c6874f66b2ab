/** Builds one page of one or many notes: each a section with an anchor, links between them kept. */
import type { Schema } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { fileAddress } from '../../../api/file-address.ts';
import { awaitedWork, element, type Drawing, type ExportLink } from './drawing.ts';
import { fetchAsData, pageStyles, type FontSource } from './page-styles.ts';
import { drawBlocks } from './static-document.ts';
import { drawProperties } from './static-properties.ts';

export interface ExportDeps {
  readonly schema: Schema;
  /** What stands in the note at a path asks this. */
  readonly contextAt: (path: VaultPath) => EditorContext;
  /** Null where the note cannot be read. */
  readonly readNote: (path: VaultPath) => Promise<string | null>;
  readonly contentsLabel: string;
  readonly onProgress: (done: number, path: VaultPath | null) => void;
}

export interface ExportJob {
  readonly title: string;
  /** In their order in the page. */
  readonly paths: readonly VaultPath[];
  readonly language: string;
  readonly fonts: FontSource;
  /** Whether the properties of each note stand below its title. */
  readonly properties: boolean;
  readonly signal: AbortSignal;
}

export interface ExportedPage {
  readonly page: Document;
  /** Notes that could not be read, and are not in it. */
  readonly unreadable: readonly VaultPath[];
}

interface DrawnNote {
  readonly section: HTMLElement;
  /** Where each block of the note's top level begins, by line from 1. */
  readonly blocks: readonly { readonly line: number; readonly drawn: HTMLElement }[];
}

/** Nothing from anywhere, nothing that runs: also where a reader of the file would allow it. */
const policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

/** Of one film; a page of several such would not open any more. */
const mostMediaBytes = 24 * 1024 * 1024;

/** Rejects with the signal's reason once it is aborted. */
export async function exportPage(job: ExportJob, deps: ExportDeps): Promise<ExportedPage> {
  const page = document.implementation.createHTMLDocument(job.title);
  page.documentElement.lang = job.language;
  page.documentElement.dir = 'auto';
  const main = page.createElement('main');
  page.body.append(main);
  const links: ExportLink[] = [];
  const notes = new Map<VaultPath, DrawnNote>();
  const pictures = new Map<VaultPath, Promise<string | null>>();
  const picture = (path: VaultPath): Promise<string | null> => {
    const asked = pictures.get(path) ?? fetchAsData(fileAddress(path), job.signal).then((address) => (address?.startsWith('data:image/') === true ? address : null));
    pictures.set(path, asked);
    return asked;
  };
  const media: Drawing['media'] = async (path, kind) => {
    if (job.fonts === 'own') return null;
    const address = await fetchAsData(fileAddress(path), job.signal, mostMediaBytes);
    return address?.startsWith(`data:${kind}/`) === true ? address : null;
  };
  let prefixes = 0;
  const nextPrefix = (): string => `n${(prefixes += 1)}`;
  const unreadable: VaultPath[] = [];

  for (const [index, path] of job.paths.entries()) {
    deps.onProgress(index, path);
    job.signal.throwIfAborted();
    const text = await deps.readNote(path);
    if (text === null) {
      unreadable.push(path);
      continue;
    }
    const work = awaitedWork();
    const prefix = nextPrefix();
    const note = loadMarkdown(text, deps.schema);
    const context = deps.contextAt(path);
    const drawing = { page, schema: deps.schema, context, prefix, nextPrefix, later: work.later, picture, media, link: (link: ExportLink) => void links.push(link) };
    const section = element(drawing, 'section', 'note');
    section.id = prefix;
    section.setAttribute('aria-label', noteNameOf(path));
    section.dir = 'auto';
    const own = ownLanguage(note.doc.firstChild?.type.name === 'frontmatter' ? note.doc.firstChild.textContent : '');
    if (own !== null) section.lang = own;
    const first = note.doc.children.find(({ type }) => type.name !== 'frontmatter');
    if (first?.type.name !== 'heading' || first.attrs['level'] !== 1) {
      const title = element(drawing, 'h1', '', noteNameOf(path));
      title.dir = 'auto';
      section.append(title);
    }
    const properties = job.properties ? drawProperties(text, drawing) : null;
    if (properties !== null) section.append(properties);
    const drawn = drawBlocks(note.doc, drawing);
    const blocks = drawn.flatMap((block, at) => {
      const start = note.blocks[at]?.start;
      return start === undefined || block === null ? [] : [{ line: lineAt(note.text, start), drawn: block }];
    });
    section.append(...blocks.map((block) => block.drawn));
    main.append(section);
    notes.set(path, { section, blocks });
    await work.settled();
  }
  job.signal.throwIfAborted();
  deps.onProgress(job.paths.length, null);
  if (job.paths.length > 1) main.before(contents(page, job.title, deps.contentsLabel, notes));
  for (const link of links) lead(link, notes);
  // What leads nowhere in this page is words.
  for (const anchor of page.querySelectorAll('a:not([href])')) {
    const words = page.createElement('span');
    words.className = `${anchor.className} plain-link`.trim();
    words.append(...anchor.childNodes);
    anchor.replaceWith(words);
  }
  await furnish(page, job.fonts);
  return { page, unreadable };
}

/** The page as a file. */
export function pageText(page: Document): string {
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

async function furnish(page: Document, fonts: FontSource): Promise<void> {
  const meta = (attributes: Readonly<Record<string, string>>): HTMLMetaElement => {
    const made = page.createElement('meta');
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const styles = page.createElement('style');
  styles.textContent = await pageStyles(page, fonts);
  page.head.prepend(
    meta({ charset: 'utf-8' }),
    ...(fonts === 'data' ? [meta({ 'http-equiv': 'Content-Security-Policy', content: policy })] : []),
    meta({ name: 'viewport', content: 'width=device-width' }),
    meta({ name: 'generator', content: 'Verso' }),
  );
  page.head.append(styles);
}

/** The list of the notes, in front of them. */
function contents(page: Document, title: string, label: string, notes: ReadonlyMap<VaultPath, DrawnNote>): HTMLElement {
  const list = page.createElement('nav');
  list.setAttribute('aria-label', label);
  const heading = page.createElement('p');
  heading.className = 'export-title';
  heading.dir = 'auto';
  heading.textContent = title;
  const entries = page.createElement('ul');
  for (const [path, { section }] of notes) {
    const anchor = page.createElement('a');
    anchor.href = `#${section.id}`;
    anchor.textContent = path.replace(/\.md$/iu, '');
    const entry = page.createElement('li');
    entry.dir = 'auto';
    entry.append(anchor);
    entries.append(entry);
  }
  list.append(heading, entries);
  return list;
}

/** Gives a link its place in the page; one that leads out of it gets none. */
function lead({ anchor, path, line }: ExportLink, notes: ReadonlyMap<VaultPath, DrawnNote>): void {
  const note = notes.get(path);
  if (note === undefined) return;
  const block = line === null || line === 1 ? undefined : note.blocks.findLast((each) => each.line <= line);
  if (block === undefined) {
    anchor.setAttribute('href', `#${note.section.id}`);
    return;
  }
  if (block.drawn.id === '') block.drawn.id = `${note.section.id}-line-${block.line}`;
  anchor.setAttribute('href', `#${block.drawn.id}`);
}

/** `lang: de` of a note's properties. */
function ownLanguage(frontmatter: string): string | null {
  return /^lang(?:uage)?:\s*["']?([a-z]{2,3}(?:-[a-z0-9]{2,8})*)["']?\s*$/imu.exec(frontmatter)?.[1] ?? null;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
