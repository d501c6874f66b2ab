/** Files that were pasted or dropped: kept beside the note first, embedded where they were put then. */
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { Mapping } from '@tiptap/pm/transform';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { isInlineImage } from '../links/link-target.ts';

export interface AttachedFile {
  /** What a link to it from this note says. */
  readonly linkText: string;
}

type Attach = (file: File) => Promise<AttachedFile | null>;

const key = new PluginKey<readonly Mapping[]>('pastedFiles');

/** Follows the places of files that are still being kept, while the person writes on. */
export function pastedFilesPlugin(): Plugin<readonly Mapping[]> {
  return new Plugin<readonly Mapping[]>({
    key,
    state: {
      init: () => [],
      apply(tr, waiting) {
        const set: unknown = tr.getMeta(key);
        for (const mapping of waiting) mapping.appendMapping(tr.mapping);
        return set === undefined ? waiting : (set as readonly Mapping[]); // Only this file sets this key.
      },
    },
  });
}

/** From here on, what happens to the document is in the mapping; `end` stops that. */
function follow(view: EditorView): { readonly mapping: Mapping; readonly end: () => void } {
  const mapping = new Mapping();
  view.dispatch(view.state.tr.setMeta(key, [...(key.getState(view.state) ?? []), mapping]));
  return { mapping, end: () => view.dispatch(view.state.tr.setMeta(key, (key.getState(view.state) ?? []).filter((each) => each !== mapping))) };
}

export async function insertFiles(view: EditorView, files: readonly File[], attach: Attach, position: number): Promise<void> {
  const embed = view.state.schema.nodes['embed'];
  if (embed === undefined) return;
  for (const file of files) {
    const followed = follow(view);
    const kept = await attach(file);
    if (view.isDestroyed) return;
    const at = Math.min(followed.mapping.map(position), view.state.doc.content.size);
    followed.end();
    if (kept === null) continue;
    const tr = view.state.tr.replaceRangeWith(at, at, embed.create({ target: kept.linkText }));
    position = tr.mapping.map(at);
    view.dispatch(tr.scrollIntoView());
  }
}

/** Pictures that came as bytes within HTML become files, then the content is put in; false where there are none. */
export function inlinePictures(view: EditorView, slice: Slice, attach: Attach): boolean {
  const sources = new Set<string>();
  slice.content.descendants((node) => {
    if (node.type.name === 'image' && isInlineImage(String(node.attrs['src']))) sources.add(String(node.attrs['src']));
  });
  const embed = view.state.schema.nodes['embed'];
  if (sources.size === 0 || embed === undefined) return false;
  const { from, to } = view.state.selection;
  void (async () => {
    const kept = new Map<string, AttachedFile | null>();
    const followed = follow(view);
    for (const source of sources) kept.set(source, await attach(fileOf(source)));
    if (view.isDestroyed) return;
    const [start, end] = [followed.mapping.map(from), followed.mapping.map(to)];
    followed.end();
    const replace = (fragment: Fragment): Fragment => {
      const nodes: Node[] = [];
      fragment.forEach((node) => {
        const source = node.type.name === 'image' ? String(node.attrs['src']) : '';
        if (!sources.has(source)) nodes.push(node.isText ? node : node.copy(replace(node.content)));
        else {
          const file = kept.get(source);
          if (file !== null && file !== undefined) nodes.push(embed.create({ target: file.linkText }));
        }
      });
      return Fragment.fromArray(nodes);
    };
    view.dispatch(view.state.tr.replace(start, end, new Slice(replace(slice.content), slice.openStart, slice.openEnd)).scrollIntoView());
  })();
  return true;
}

function fileOf(source: string): File {
  const [head = '', body = ''] = source.split(',');
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new File([bytes], '', { type: /^data:([^;]+)/u.exec(head)?.[1] ?? 'image/png' });
}
