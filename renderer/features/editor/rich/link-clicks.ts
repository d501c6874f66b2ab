/** A click on a link follows it, one on a tag searches for it; with Ctrl, Cmd or the middle button in a new tab. */
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { previewFrom } from '../../../api/link-preview.ts';
import { linkTarget } from '../links/link-target.ts';
import type { EditorContext } from './editor-context.ts';

export function linkClicks(context: EditorContext): Plugin {
  const follow = (view: EditorView, event: MouseEvent): boolean => {
    if (!(event.target instanceof Element) || event.button > 1) return false;
    // Alt places the caret in a link, and a drag selects it.
    if (event.altKey || (event.button === 0 && !view.state.selection.empty && !isAtom(event.target))) return false;
    const newTab = event.ctrlKey || event.metaKey || event.button === 1;
    const wikilink = event.target.closest<HTMLElement>('[data-wikilink]');
    if (wikilink !== null && view.dom.contains(wikilink)) {
      event.preventDefault();
      context.openLink(wikilink.dataset.wikilink ?? '', { newTab });
      return true;
    }
    const tag = event.target.closest<HTMLElement>('[data-type="tag"]');
    if (tag !== null && view.dom.contains(tag) && event.target.closest('[data-link]') === null) {
      event.preventDefault();
      context.openTag((tag.textContent ?? '').replace(/^#/u, ''));
      return true;
    }
    const link = event.target.closest<HTMLElement>('[data-link]');
    if (link === null || !view.dom.contains(link)) return false;
    event.preventDefault();
    const target = linkTarget(link.dataset.href ?? '');
    if (target.kind === 'external') context.openExternal(target.url);
    if (target.kind === 'vault') context.openLink(target.target, { newTab });
    return true;
  };
  return new Plugin({
    // Previews ask here whose links these are; the note may move while it is open.
    view(view) {
      const mark = (): void => {
        const path = context.notePath();
        if (view.dom.dataset[previewFrom] !== path) view.dom.dataset[previewFrom] = path;
      };
      mark();
      return { update: mark };
    },
    props: {
      handleDOMEvents: {
        click: follow,
        auxclick: follow,
        mousedown(_view, event) {
          // The node would be selected and scrolled to before the click is known to be one.
          if (!(event.target instanceof Element) || event.altKey || event.button > 1) return false;
          const atom = event.target.closest('[data-wikilink], .embed-card[data-link]');
          if (atom === null) return false;
          event.preventDefault();
          return true;
        },
      },
      handleKeyDown(view, event) {
        // Alt+Enter follows the link at the caret without a mouse.
        if (event.key !== 'Enter' || !event.altKey) return false;
        const { $from, from } = view.state.selection;
        const node = view.state.doc.nodeAt(from) ?? $from.nodeBefore;
        const atom = [view.state.doc.nodeAt(from), $from.nodeBefore].find((near) => near?.type.name === 'wikilink' || near?.type.name === 'embed');
        if (atom !== undefined && atom !== null) {
          context.openLink(String(atom.attrs['target']), { newTab: event.ctrlKey || event.metaKey });
          return true;
        }
        const mark = node?.marks.find((each) => each.type.name === 'link');
        if (mark === undefined) return false;
        const target = linkTarget(String(mark.attrs['href']));
        if (target.kind === 'external') context.openExternal(target.url);
        if (target.kind === 'vault') context.openLink(target.target, { newTab: event.ctrlKey || event.metaKey });
        return true;
      },
    },
  });
}

function isAtom(target: Element): boolean {
  return target.closest('[data-wikilink], .embed-card') !== null;
}
