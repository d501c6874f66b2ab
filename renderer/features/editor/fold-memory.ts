/** Remembers what is folded in which note, in the window's local storage: never in the note. */
import { z } from 'zod';

const storageKey = 'verso.folds';
/** The notes folded longest ago are forgotten first. */
const maximumNotes = 300;

const foldsSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

export function rememberedFolds(vault: string, path: string): readonly string[] {
  const note = nameOf(vault, path);
  return readAll().find(([name]) => name === note)?.[1] ?? [];
}

export function rememberFolds(vault: string, path: string, folds: readonly string[]): void {
  const note = nameOf(vault, path);
  const others = readAll().filter(([name]) => name !== note);
  writeAll(folds.length === 0 ? others : [...others, [note, folds] as const]);
}

/** A note, or a folder with all that is in it, has another path. */
export function moveFolds(vault: string, from: string, to: string): void {
  const [old, next] = [nameOf(vault, from), nameOf(vault, to)];
  const all = readAll();
  const moved = all.map(([name, folds]) => [name === old || name.startsWith(`${old}/`) ? next + name.slice(old.length) : name, folds] as const);
  if (moved.some(([name], index) => name !== all[index]?.[0])) writeAll(moved);
}

/** Names a note across vaults. */
function nameOf(vault: string, path: string): string {
  return `${vault}:${path}`;
}

function writeAll(all: readonly (readonly [string, readonly string[]])[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(all.slice(-maximumNotes)));
  } catch {
    // Storage may be full or off: the note then opens unfolded.
  }
}

function readAll(): readonly (readonly [string, readonly string[]])[] {
  try {
    const parsed = foldsSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
