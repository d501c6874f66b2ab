/**
 * Lets a person edit the source of inline syntax: Enter on a selected link, formula or footnote
 * turns it into its text; when the caret leaves that text it is read as Markdown again.
 */
import { Plugin, PluginKey, TextSelection, NodeSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { mathPreview } from './views/math-view.ts';

interface OpenSource {
  readonly from: number;
  readonly to: number;
}

const key = new PluginKey<OpenSource | null>('openSource');

export const reopenAtom: Command = (state, dispatch) => {
  const { selection } = state;
  if (!(selection instanceof NodeSelection)) return false;
  const source = atomSource(selection.node);
  if (source === null) return false;
  const { from } = selection;
  const tr = state.tr.replaceWith(from, selection.to, state.schema.text(source, selection.node.marks));
  tr.setSelection(TextSelection.create(tr.doc, from + source.length - closingLength(source)));
  tr.setMeta(key, { from, to: from + source.length } satisfies OpenSource);
  dispatch?.(tr);
  return true;
};

export function openSourcePlugin(): Plugin<OpenSource | null> {
  return new Plugin<OpenSource | null>({
    key,
    state: {
      init: () => null,
      apply(tr, open) {
        const set: unknown = tr.getMeta(key);
        if (set === null) return null;
        if (set !== undefined) return set as OpenSource; // Only this file sets this key.
        if (open === null || !tr.docChanged) return open;
        const from = tr.mapping.map(open.from, -1);
        const to = tr.mapping.map(open.to, 1);
        return to > from ? { from, to } : null;
      },
    },
    appendTransaction(_transactions, _before, state) {
      const open = key.getState(state);
      if (open === null || open === undefined) return null;
      const { from, to } = state.selection;
      if (from >= open.from && to <= open.to) return null;
      return closeSource(state, open);
    },
    props: {
      decorations(state) {
        const open = key.getState(state);
        if (open === null || open === undefined) return null;
        const source = state.doc.textBetween(open.from, open.to, '', ' ');
        const decorations = [Decoration.inline(open.from, open.to, { class: 'open-source', spellcheck: 'false' })];
        // What a formula looks like is shown while it is written.
        if (source.startsWith('$')) decorations.push(Decoration.widget(open.to, () => mathPreview(source), { side: 1, key: source, ignoreSelection: true }));
        return DecorationSet.create(state.doc, decorations);
      },
    },
  });
}

function closeSource(state: EditorState, open: OpenSource) {
  const tr = state.tr.setMeta(key, null);
  const $from = state.doc.resolve(open.from);
  if (!$from.parent.isTextblock || open.to > $from.end()) return tr;
  const text = state.doc.textBetween(open.from, open.to, '', '\ufffc');
  const paragraph = loadMarkdown(text, state.schema).doc.firstChild;
  if (paragraph === null || paragraph.type.name !== 'paragraph' || text.includes('\ufffc')) return tr;
  const marks = $from.marksAcross(state.doc.resolve(open.to)) ?? [];
  const nodes: Node[] = [];
  paragraph.forEach((child) => nodes.push(child.mark(marks.reduce((set, mark) => mark.addToSet(set), child.marks))));
  const index = $from.index();
  if (!$from.parent.canReplace(index, index, paragraph.content)) return tr;
  return tr.replaceWith(open.from, open.to, nodes);
}

function closingLength(source: string): number {
  return /(?:\]\]|\]|\$\$?|%%|>)$/u.exec(source)?.[0].length ?? 0;
}

/** The Markdown of an inline atom, or null for what has none of its own. */
export function atomSource(node: Node): string | null {
  const attribute = (name: string): string | null => (typeof node.attrs[name] === 'string' ? node.attrs[name] : null);
  const alias = attribute('alias');
  switch (node.type.name) {
    case 'wikilink':
      return `[[${attribute('target') ?? ''}${alias === null ? '' : `|${alias}`}]]`;
    case 'embed':
      return `![[${attribute('target') ?? ''}${alias === null ? '' : `|${alias}`}]]`;
    case 'image':
      return attribute('reference') === null ? `![${attribute('alt') ?? ''}](${destination(attribute('src') ?? '')}${titleSource(attribute('title'))})` : null;
    case 'mathInline': {
      const fence = node.attrs['display'] === true ? '$$' : '$';
      return `${fence}${attribute('tex') ?? ''}${fence}`;
    }
    case 'footnoteRef':
      return `[^${attribute('label') ?? ''}]`;
    case 'inlineFootnote':
      return `^[${attribute('text') ?? ''}]`;
    case 'comment':
      return `%%${attribute('text') ?? ''}%%`;
    case 'rawInline':
      return attribute('source');
    default:
      return null;
  }
}

function destination(source: string): string {
  return /[\s()<>]/u.test(source) ? `<${source}>` : source;
}

function titleSource(title: string | null): string {
  return title === null ? '' : ` "${title.replaceAll('"', '\\"')}"`;
}
