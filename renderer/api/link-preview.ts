/**
 * What an element leads to, as attributes of its own: whoever shows a link to a note says so here,
 * and the window shows a preview of it on hover and by a key, the same everywhere.
 */
import { parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';

/** What a preview is of. */
export type PreviewPlace =
  /** A note, or what of it stands at a line or under a heading or `^block`. */
  | { readonly kind: 'note'; readonly path: VaultPath; readonly fragment?: string; readonly line?: number }
  /** A link as written in a note, to be resolved: what stands between its brackets. */
  | { readonly kind: 'wikilink'; readonly from: VaultPath; readonly target: string }
  /** The address of a Markdown link of a note. */
  | { readonly kind: 'address'; readonly from: VaultPath; readonly href: string };

/** For an element that opens a note when it is chosen. */
export function previewAttributes(path: string, place: { readonly fragment?: string | undefined; readonly line?: number | undefined } = {}): Readonly<Record<`data-${string}`, string>> {
  return {
    'data-preview-path': path,
    ...(place.fragment === undefined ? {} : { 'data-preview-fragment': place.fragment }),
    ...(place.line === undefined ? {} : { 'data-preview-line': String(place.line) }),
  };
}

/** Set on what holds a note's text: its links are those of this note. */
export const previewFrom = 'previewFrom';

const leading = '[data-preview-path], [data-wikilink]:not(.embed-card), [data-link="vault"]';

/** The element around this one that leads somewhere, with where it leads. */
export function previewPlaceAt(target: EventTarget | null): { readonly element: HTMLElement; readonly place: PreviewPlace } | null {
  const element = target instanceof Element ? target.closest<HTMLElement>(leading) : null;
  if (element === null) return null;
  const place = placeOf(element);
  return place === null ? null : { element, place };
}

function placeOf(element: HTMLElement): PreviewPlace | null {
  const { previewPath, previewFragment, previewLine, wikilink, href } = element.dataset;
  if (previewPath !== undefined) {
    const path = parseVaultPath(previewPath);
    if (path === null) return null;
    return { kind: 'note', path, ...(previewFragment === undefined ? {} : { fragment: previewFragment }), ...(previewLine === undefined ? {} : { line: Number(previewLine) }) };
  }
  const from = parseVaultPath(element.closest<HTMLElement>('[data-preview-from]')?.dataset[previewFrom] ?? '');
  if (from === null) return null;
  if (wikilink !== undefined) return { kind: 'wikilink', from, target: wikilink };
  return href === undefined ? null : { kind: 'address', from, href };
}

/** Where the keyboard is: the focused element, the chosen row of a list, or the link at the caret. */
export function previewPlaceAtFocus(): ReturnType<typeof previewPlaceAt> {
  const { activeElement } = document;
  if (activeElement === null) return null;
  const row = document.getElementById(activeElement.getAttribute('aria-activedescendant') ?? '') ?? document.getElementById(activeElement.getAttribute('aria-controls') ?? '')?.querySelector('[aria-selected="true"]') ?? null;
  return previewPlaceAt(row) ?? linkAtCaret(activeElement) ?? previewPlaceAt(activeElement);
}

function linkAtCaret(focused: Element): ReturnType<typeof previewPlaceAt> {
  const chosen = focused.querySelector('.ProseMirror-selectednode');
  if (chosen !== null) return previewPlaceAt(chosen);
  const selection = document.getSelection();
  const node = selection?.focusNode ?? null;
  if (selection === null || node === null || !focused.contains(node)) return null;
  if (node instanceof Element) {
    const beside = [node.childNodes[selection.focusOffset - 1], node.childNodes[selection.focusOffset]];
    return beside.map((each) => previewPlaceAt(each ?? null)).find((found) => found !== null) ?? null;
  }
  const beside = [selection.focusOffset === 0 ? node.previousSibling : null, selection.focusOffset === (node.textContent ?? '').length ? node.nextSibling : null];
  return [node.parentElement, ...beside].map((each) => previewPlaceAt(each)).find((found) => found !== null) ?? null;
}
