/** The vault that the crash harness works on, and where the app keeps what belongs to it. */
import path from 'node:path';
import type { AppFolders } from '../../electron/platform/folders.ts';

/** `open` is killed while it opens a vault whose index is of an older kind, or not there. */
export type CrashWork = 'write' | 'move' | 'mixed' | 'index' | 'open';

/** Names that notes are moved among; half of them exist at first. */
export const crashNotes = ['Target.md', 'Plan.md', 'deep/er/Third.md', 'Renamed.md', 'deep/Elsewhere.md', 'Other/Plan.md'] as const;
export const linkingNotes = 10;

export function crashFolders(base: string): AppFolders {
  return { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') };
}

export function crashVault(): Readonly<Record<string, string>> {
  const own = crashNotes.slice(0, 3).map((name, index) => [name, `BEGIN\nThe first text qa0${index}z of [[Link 1]].\nEND\n`] as const);
  const linking = Array.from({ length: linkingNotes }, (_, index) => [`Link ${index}.md`, `See [[Target]], [[Plan|it]] and [third](deep/er/Third.md).\nqa1${index}z\nEND\n`] as const);
  return Object.fromEntries([...own, ...linking]);
}
