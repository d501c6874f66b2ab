/** What a window was opened for, by the fragment of its address: nothing in particular, one note, or a quick capture. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';

export type WindowPlace = { readonly kind: 'main' } | { readonly kind: 'capture' } | { readonly kind: 'note'; readonly path: VaultPath };

const noteStart = '#note=';

export function windowPlace(fragment: string): WindowPlace {
  if (fragment === '#capture') return { kind: 'capture' };
  if (!fragment.startsWith(noteStart)) return { kind: 'main' };
  try {
    const path = vaultPathSchema.safeParse(decodeURIComponent(fragment.slice(noteStart.length)));
    return path.success ? { kind: 'note', path: path.data } : { kind: 'main' };
  } catch {
    return { kind: 'main' };
  }
}

export function noteFragment(path: VaultPath): string {
  return `${noteStart}${encodeURIComponent(path)}`;
}
