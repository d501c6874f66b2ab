/** Small vaults full of links in every form, and the means to say what each link leads to. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { followHeadings } from '#shared/markdown/heading-path.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import { linkIndexOf, resolveLink } from '#shared/markdown/resolve-link.ts';

/** The same numbers for the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
  };
}

const names = [
  'Plan', 'plan b', 'Übung', 'U\u0308bung nfd', '会議メモ', 'Party 🎉', 'v1.2', 'a (b)', 'C# notes', 'what^up', 'x [y]', 'p|q', '100% sure', 'it\'s "so"', 'Same', 'Deep Note', 'index',
];
const folders = ['', 'a', 'a/b', 'c d', 'ä'];
const headings = ['One', 'Two: more', 'Same', 'Überschrift', '見出し', 'With `code`', 'C# [x]'];

export function randomVault(seed: number): Record<string, string> {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const paths = new Set<string>();
  while (paths.size < 9) {
    const folder = pick(folders);
    paths.add(`${folder === '' ? '' : `${folder}/`}${pick(names)}.md`);
  }
  const files: Record<string, string> = { 'pics/p (1).png': 'PNG', 'a/p 2.png': 'PNG2' };
  let mark = 0;
  let link = 0;
  for (const source of paths) {
    const definitions: string[] = [];
    const linkTo = (): string => {
      const target = pick([...paths, ...Object.keys(files).filter((file) => file.endsWith('.png'))]);
      return `L${link++}: ${linkForm(source, target, random, definitions)}`;
    };
    const parts = [`Start mk${mark++}. ${linkTo()} and ${linkTo()}.`];
    for (let section = random(4); section > 0; section -= 1) {
      const id = random(3) === 0 ? ` ^id${random(3)}` : '';
      parts.push(`${'#'.repeat(1 + random(3))} ${pick(headings)}`, `Text mk${mark++} ${linkTo()}${id}`);
      if (random(3) === 0) parts.push(`- item mk${mark++} ${linkTo()}\n- more ${linkTo()}`);
      if (random(4) === 0) parts.push(`| a | b |\n| --- | --- |\n| ${linkTo().replaceAll('|', '\\|')} | x |`);
      if (random(5) === 0) parts.push('```\n[[Plan]] L9999: stays\n```');
    }
    if (random(3) === 0) parts.push(`A note.[^1] ${linkTo()}\n\n[^1]: Foot mk${mark++} ${linkTo()}`);
    if (definitions.length > 0) parts.push(definitions.join('\n'));
    const eol = random(4) === 0 ? '\r\n' : '\n';
    const properties = random(2) === 0 ? `---\nL${link++}: "[[${stem(pick([...paths])).replaceAll('"', '\\"')}]]"\nkind: ${pick(['x', 'y'])}\ntags: [${pick(['t', 'u'])}]\n---\n` : '';
    files[source] = `${properties}${parts.join('\n\n')}${random(3) === 0 ? '' : '\n'}`.replaceAll('\n', eol);
  }
  return files;
}

function stem(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1).replace(/\.md$/u, '');
}

function linkForm(source: string, target: string, random: (below: number) => number, definitions: string[]): string {
  const bare = target.replace(/\.md$/u, '');
  const relative = path.posix.relative(path.posix.dirname(source), target);
  const encoded = (text: string): string => text.split('/').map((part) => encodeURIComponent(part)).join('/').replaceAll('(', '%28').replaceAll(')', '%29');
  const few = (text: string): string => text.replace(/[\s%()#<>"]/gu, (found) => (found === '(' ? '%28' : found === ')' ? '%29' : encodeURIComponent(found)));
  const place = random(3) === 0 ? `#${headings[random(headings.length)]?.replace(/[#|^:%[\]\\]/gu, ' ') ?? ''}` : random(5) === 0 ? `#^id${random(3)}` : '';
  switch (random(12)) {
    case 0:
      return `[[${bare}${place}]]`;
    case 1:
      return `[[${stem(target)}${place}|shown]]`;
    case 2:
      return `![[${stem(target)}${place}]]`;
    case 3:
      return `[[${target}]]`;
    case 4:
      return `[t](${encoded(relative)})`;
    case 5:
      return `[t](<${relative.replaceAll('%', '%25').replaceAll('#', '%23')}>)`;
    case 6:
      return `[t](./${few(relative)} "title")`;
    case 7:
      return `[t](/${few(target)}${place.replaceAll(' ', '%20')})`;
    case 8: {
      definitions.push(`[r${definitions.length}]: ${few(relative)}`);
      return `[t][r${definitions.length - 1}]`;
    }
    case 9:
      return `[[#${headings[random(headings.length)]?.replace(/[#|^:%[\]\\]/gu, ' ') ?? ''}]]`;
    case 10:
      return `[[${stem(target).toLowerCase()}]]`;
    default:
      return `[[${stem(target)}${place}]]`;
  }
}

export function readVault(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const relative = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
    if (entry.isFile() && !relative.startsWith('.')) files.set(relative, readFileSync(path.join(folder, relative), 'utf8'));
  }
  return files;
}

export interface Lead {
  readonly path: string;
  /** The mark that stands first at or below the place that the link names. */
  readonly mark: string | null;
  /** Whether it names a place in the file. */
  readonly placed: boolean;
  readonly raw: string;
  readonly source: string;
}

/** What each numbered link leads to; those that lead nowhere are absent. */
export function leadsOf(files: ReadonlyMap<string, string>): Map<string, Lead> {
  const index = linkIndexOf(files.keys());
  const leads = new Map<string, Lead>();
  for (const [source, text] of files) {
    if (!source.endsWith('.md')) continue;
    for (const link of scanNote(text).links) {
      const number = /L(\d+):\s*"?$/u.exec(text.slice(Math.max(0, link.start - 12), link.start))?.[1];
      const end = link.external ? null : resolveLink(link, source, index);
      if (number === undefined || end === null) continue;
      const target = files.get(end) ?? '';
      const from = offsetIn(target, link.heading, link.block);
      if (from === null) continue;
      leads.set(number, { path: end, mark: /mk\d+/u.exec(target.slice(from))?.[0] ?? null, placed: from > 0, raw: link.raw, source });
    }
  }
  return leads;
}

function offsetIn(text: string, heading: string | undefined, block: string | undefined): number | null {
  if (heading === undefined && block === undefined) return 0;
  const scan = scanNote(text);
  if (block !== undefined) return scan.blockIds.find(({ id }) => id.toLowerCase() === block.toLowerCase())?.blockStart ?? null;
  const at = followHeadings(scan.headings, heading ?? '');
  return at === null ? null : (scan.headings[at]?.start ?? null);
}
