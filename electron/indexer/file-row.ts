/** What the index derives from a path alone. */
import { linkKey } from '#shared/markdown/resolve-link.ts';
import { fileNameOf } from '#shared/model/note-path.ts';

export type Area = 'note' | 'wiki' | 'source';

/** `raw/` holds sources, `wiki/` what was compiled from them; all else is the user's own. */
export function areaOf(path: string): Area {
  if (path.startsWith('raw/')) return 'source';
  return path.startsWith('wiki/') ? 'wiki' : 'note';
}

export interface PathKeys {
  readonly pathKey: string;
  readonly nameKey: string;
  /** The name without `.md`: what links to it end in. */
  readonly stemKey: string;
}

export function pathKeys(path: string): PathKeys {
  const pathKey = linkKey(path);
  const nameKey = fileNameOf(pathKey);
  return { pathKey, nameKey, stemKey: stemKeyOf(nameKey) };
}

/** The key under which a link's target and a file's name meet. */
export function stemKeyOf(target: string): string {
  const name = linkKey(target.trim().replaceAll('\\', '/')).split('/').at(-1) ?? '';
  return name.replace(/\.md$/, '');
}

/**
 * A passage's row id holds its file and its place in it, so that ranking needs to look up
 * neither. The largest note that is read has some 62,000 passages.
 */
export const passagesPerFile = 65_536;

export function passageId(fileId: number, seq: number): number {
  return fileId * passagesPerFile + seq;
}
