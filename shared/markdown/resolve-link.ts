/**
 * Finds the file that a link means, and the shortest text that means a file.
 *
 * Obsidian's rules, as observed: a target is looked up as an exact path from the vault's root,
 * then beside the note that links, then by name anywhere, where the shortest path string wins.
 * Case and Unicode composition never matter. Aliases do not resolve.
 */

/**
 * What resolution needs to know of a vault. Paths use `/`, are relative to the vault's root and
 * include the extension. Look-ups are by `linkKey` of a path or of a file name.
 */
export interface LinkIndex {
  /** All paths whose `linkKey` is `key` (more than one only where names differ by case or composition). */
  pathsByKey(key: string): readonly string[];
  /** All paths whose last component has this `linkKey`; the name includes its extension. */
  pathsByName(nameKey: string): readonly string[];
}

export interface LinkTarget {
  /** Without heading and alias; decoded. `''` means the note itself. */
  readonly target: string;
}

/** The form in which two paths are the same to a link. */
export function linkKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Makes an index over a fixed list of paths; the indexer has its own over its tables. */
export function linkIndexOf(paths: Iterable<string>): LinkIndex {
  const byKey = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const key = linkKey(path);
    const name = key.slice(key.lastIndexOf('/') + 1);
    push(byKey, key, path);
    push(byName, name, path);
  }
  return {
    pathsByKey: (key) => byKey.get(key) ?? [],
    pathsByName: (key) => byName.get(key) ?? [],
  };
}

/**
 * The path that `link`, standing in the note at `source`, means; `null` where nothing does.
 * Whether the heading or block exists is another question.
 */
export function resolveLink(link: LinkTarget, source: string, index: LinkIndex): string | null {
  const target = link.target.trim().replace(/\\/gu, '/');
  if (target === '') return source;
  if (/^[a-z][a-z0-9+.-]{1,31}:/iu.test(target)) return null;
  const folder = folderOf(source);
  for (const candidate of withExtension(target)) {
    const found = resolveCandidate(candidate, folder, index);
    if (found !== null) return found;
  }
  return null;
}

/** How the vault's setting wants new links written. */
export type LinkStyle = 'shortest' | 'relative' | 'absolute';

/**
 * The target text for a link from the note at `source` to the file at `path`, that resolves
 * to exactly that file. Notes lose their `.md`; `[[` and `]]` are for the caller.
 */
export function linkTextFor(path: string, source: string, style: LinkStyle, index: LinkIndex): string {
  const written = path.replace(/\.md$/iu, '');
  const relative = relativePath(folderOf(source), written);
  const name = written.slice(written.lastIndexOf('/') + 1);
  const preferred = style === 'relative' ? [relative, `./${relative}`] : style === 'absolute' ? [written] : [name, written];
  // What was asked for may mean another file, or have a dot that looks like an extension.
  for (const candidate of [...preferred, written, path, `/${path}`]) {
    if (resolveLink({ target: candidate }, source, index) === path) return candidate;
  }
  return path;
}

function resolveCandidate(candidate: string, folder: string, index: LinkIndex): string | null {
  const isRelative = /^\.{1,2}\//u.test(candidate);
  if (isRelative) {
    const path = normalizePath(`${folder}/${candidate}`);
    // A path that says where the file is has no fallback by name.
    return path === null ? null : pick(index.pathsByKey(linkKey(path)), path);
  }
  const rooted = candidate.replace(/^\/+/u, '');
  const exact = pick(index.pathsByKey(linkKey(rooted)), rooted);
  if (exact !== null) return exact;
  if (candidate.startsWith('/')) return null;
  const beside = normalizePath(`${folder}/${rooted}`);
  const neighbour = beside === null ? null : pick(index.pathsByKey(linkKey(beside)), beside);
  if (neighbour !== null) return neighbour;
  const key = linkKey(rooted);
  const name = key.slice(key.lastIndexOf('/') + 1);
  const suffix = `/${key}`;
  const named = index.pathsByName(name).filter((path) => linkKey(`/${path}`).endsWith(suffix));
  return shortest(named);
}

/** A target names a note unless it has another extension that exists; both readings are tried. */
function withExtension(target: string): readonly string[] {
  if (/\.md$/iu.test(target)) return [target, `${target}.md`];
  if (/\.[A-Za-z0-9]{1,10}$/u.test(target)) return [`${target}.md`, target];
  return [`${target}.md`];
}

function pick(paths: readonly string[], written: string): string | null {
  return paths.find((path) => path === written) ?? shortest(paths);
}

function shortest(paths: readonly string[]): string | null {
  let best: string | null = null;
  for (const path of paths) {
    if (best === null || path.length < best.length || (path.length === best.length && path < best)) best = path;
  }
  return best;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Resolves `.` and `..`; `null` where the path leaves the vault. */
function normalizePath(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else {
      parts.push(part);
    }
  }
  return parts.join('/');
}

function relativePath(fromFolder: string, path: string): string {
  const from = fromFolder === '' ? [] : fromFolder.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  const up = '../'.repeat(from.length - common);
  const rest = to.slice(common).join('/');
  return up === '' && rest.includes('/') ? `./${rest}` : `${up}${rest}`;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
