/** Remembers what is folded in which note, in the window's local storage: never in the note. */
import { z } from 'zod';

const storageKey = 'verso.folds';
/** The notes folded longest ago are forgotten first. */
const maximumNotes = 300;

const foldsSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

/** `note` names it across vaults. */
export function rememberedFolds(note: string): readonly string[] {
  return readAll().find(([name]) => name === note)?.[1] ?? [];
}

export function rememberFolds(note: string, folds: readonly string[]): void {
  const others = readAll().filter(([name]) => name !== note);
  const all = folds.length === 0 ? others : [...others, [note, folds] as const];
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
