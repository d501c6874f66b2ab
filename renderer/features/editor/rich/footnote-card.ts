/**
 * What stands behind a footnote's mark: shown while the pointer rests on it or the keys have chosen
 * it; opened by a click or Alt+Enter, and left the same way.
 */
import { NodeSelection, Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { claimIdSchema, type Claim } from '#shared/model/claim.ts';
import type { EditorContext } from './editor-context.ts';
import { ancestorDefinition, goToDefinition, goToReference } from './footnote-commands.ts';
import { footnoteText, type FootnoteText } from './footnotes.ts';

const restMs = 150;
const gapPx = 6;
const marginPx = 8;

export function footnoteCard(context: EditorContext): Plugin {
  // A claim's footnote is its source; one of a person's own is read where it stands.
  const open = (view: EditorView, label: string, note: FootnoteText, event: MouseEvent | KeyboardEvent): void => {
    if (isClaimLabel(label) && note.target !== null) context.openLink(note.target, { newTab: event.ctrlKey || event.metaKey });
    else goToDefinition(view, label);
  };
  return new Plugin({
    view: (view) => createCard(view, context),
    props: {
      handleDOMEvents: {
        click(view, event) {
          const mark = markAt(event.target);
          if (mark === null || event.altKey || event.button !== 0) return false;
          const note = footnoteText(view.state.doc, mark.dataset['footnote'] ?? '');
          if (note === null) return false;
          event.preventDefault();
          open(view, mark.dataset['footnote'] ?? '', note, event);
          return true;
        },
      },
      handleKeyDown(view, event) {
        if (event.key !== 'Enter' || !event.altKey) return false;
        const { selection, doc } = view.state;
        const near = selection instanceof NodeSelection ? selection.node : (selection.$from.nodeAfter ?? selection.$from.nodeBefore);
        const mark = [near, selection.$from.nodeBefore].find((node) => node?.type.name === 'footnoteRef');
        if (mark !== undefined && mark !== null) {
          const label = String(mark.attrs['label']);
          const note = footnoteText(doc, label);
          if (note === null) return false;
          open(view, label, note, event);
          return true;
        }
        const label = ancestorDefinition(doc, selection.from);
        return label !== null && goToReference(view, label);
      },
    },
  });
}

function createCard(view: EditorView, context: EditorContext): { update(): void; destroy(): void } {
  let card: HTMLElement | null = null;
  let shownFor: HTMLElement | null = null;
  let chosen: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    clearTimeout(timer);
    card?.remove();
    shownFor?.removeAttribute('aria-describedby');
    card = null;
    shownFor = null;
  };
  const show = async (mark: HTMLElement): Promise<void> => {
    const label = mark.dataset['footnote'] ?? '';
    const claim = isClaimLabel(label) ? await context.claim(label) : null;
    const text = footnoteText(view.state.doc, label)?.text ?? context.say('footnote.missing', { label });
    // The pointer may have gone on, or the mark away, while the core was asked.
    if (shownFor !== mark || !mark.isConnected) return;
    card = claim === null ? createElement('footnote-card', text) : claimCard(claim);
    card.setAttribute('role', 'tooltip');
    card.id = 'footnote-card';
    mark.setAttribute('aria-describedby', card.id);
    document.body.append(card);
    place(card, mark.getBoundingClientRect());
  };
  const over = (event: Event): void => {
    const mark = markAt(event.target);
    if (mark === shownFor) return;
    hide();
    if (mark === null) return;
    shownFor = mark;
    timer = setTimeout(() => void show(mark), restMs);
  };
  view.dom.addEventListener('mouseover', over);
  view.dom.addEventListener('mouseleave', hide);
  view.dom.addEventListener('mousedown', hide);
  window.addEventListener('scroll', hide, { capture: true, passive: true });
  return {
    update() {
      if (shownFor !== null && !shownFor.isConnected) hide();
      const mark = chosenMark(view);
      if (mark === chosen) return;
      if (mark === null && shownFor === chosen) hide();
      chosen = mark;
      if (mark === null) return;
      hide();
      shownFor = mark;
      void show(mark);
    },
    destroy() {
      hide();
      view.dom.removeEventListener('mouseover', over);
      view.dom.removeEventListener('mouseleave', hide);
      view.dom.removeEventListener('mousedown', hide);
      window.removeEventListener('scroll', hide, { capture: true });
    },
  };
}

function claimCard(claim: Claim): HTMLElement {
  const card = createElement('footnote-card', '');
  const { title, speaker, date } = claim.source;
  card.append(createElement('footnote-card-title', title));
  const detail = [speaker, date?.slice(0, 10) ?? null].filter((part) => part !== null && part !== '').join(' · ');
  if (detail !== '') card.append(createElement('footnote-card-detail', detail));
  card.append(createElement('footnote-card-quote', claim.quote));
  return card;
}

function createElement(className: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.dir = 'auto';
  element.textContent = text;
  return element;
}

function place(card: HTMLElement, mark: DOMRect): void {
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(marginPx, Math.min(mark.left + mark.width / 2 - width / 2, window.innerWidth - width - marginPx));
  const above = mark.top - gapPx - height;
  card.style.left = `${left}px`;
  card.style.top = `${above >= marginPx ? above : mark.bottom + gapPx}px`;
}

function markAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-footnote]') : null;
}

function isClaimLabel(label: string): boolean {
  return claimIdSchema.safeParse(label).success;
}

/** The mark that the keys have chosen, while the editor has the focus. */
function chosenMark(view: EditorView): HTMLElement | null {
  const { selection } = view.state;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'footnoteRef' || !view.hasFocus()) return null;
  const dom = view.nodeDOM(selection.from);
  return dom instanceof HTMLElement ? dom : null;
}
