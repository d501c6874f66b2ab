/** A wikilink as it is read: its alias or name, quiet where no note is there yet. */
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import type { EditorContext } from '../editor-context.ts';

export function linkView(node: Node, context: EditorContext): NodeView {
  const dom = document.createElement('a');
  dom.className = 'wikilink';
  dom.setAttribute('role', 'link');
  let target = '';
  const show = (shown: Node): void => {
    const alias = typeof shown.attrs['alias'] === 'string' ? shown.attrs['alias'] : undefined;
    target = String(shown.attrs['target']);
    const link = parseWikilink(target);
    dom.textContent = wikilinkLabel(alias === undefined ? link : { ...link, alias }) || target;
    dom.dataset.wikilink = target;
    resolve();
  };
  const resolve = (): void => {
    const asked = target;
    mark(context.resolver.peek(asked)?.path);
    void context.resolver.resolve(asked).then((found) => {
      if (found !== null && asked === target) mark(found.path);
    });
  };
  let marked = '';
  const mark = (path: string | null | undefined): void => {
    // Asked again after every save: what stays as it is must cost the page nothing.
    const next = `${target}\n${path === null ? 'missing' : `at ${path ?? ''}`}`;
    if (next === marked) return;
    marked = next;
    dom.classList.toggle('wikilink-missing', path === null);
    // What is there is shown by its preview.
    if (path === null) dom.title = context.say('link.create', { target });
    else dom.removeAttribute('title');
  };
  const stop = context.resolver.onChange(resolve);
  show(node);
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
    ignoreMutation: () => true,
    destroy: stop,
  };
}
