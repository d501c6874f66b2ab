/** What stands behind a footnote's mark: shown while the pointer rests on it, opened by a click. */
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { claimIdSchema, type Claim } from '#shared/model/claim.ts';
import type { EditorContext } from './editor-context.ts';
import { flash } from './flash.ts';
import { footnoteText } from './footnotes.ts';

const restMs = 150;
const gapPx = 6;
const marginPx = 8;

export function footnoteCard(context: EditorContext): Plugin {
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
          // A claim's footnote is its source; one of a person's own is read where it stands.
          if (isClaim(mark) && note.target !== null) context.openLink(note.target, { newTab: event.ctrlKey || event.metaKey });
          else flash(view, note.position + 2);
          return true;
        },
      },
    },
  });
}

function createCard(view: EditorView, context: EditorContext): { update(): void; destroy(): void } {
  let card: HTMLElement | null = null;
  let shownFor: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    clearTimeout(timer);
    card?.remove();
    card = null;
    shownFor = null;
  };
  const show = async (mark: HTMLElement): Promise<void> => {
    const label = mark.dataset['footnote'] ?? '';
    const claim = isClaim(mark) ? await context.claim(label) : null;
    const text = footnoteText(view.state.doc, label)?.text ?? context.say('footnote.missing', { label });
    // The pointer may have gone on, or the mark away, while the core was asked.
    if (shownFor !== mark || !mark.isConnected) return;
    card = claim === null ? createElement('footnote-card', text) : claimCard(claim);
    card.setAttribute('role', 'tooltip');
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

function isClaim(mark: HTMLElement): boolean {
  return claimIdSchema.safeParse(mark.dataset['footnote']).success;
}
