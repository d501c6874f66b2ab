/** Markdown as it is typed: what turns into structure the moment it is complete. */
import { Extension, InputRule, markInputRule, nodeInputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';
import type { NodeType } from '@tiptap/pm/model';
import { TextSelection, type EditorState } from '@tiptap/pm/state';
import { itemAround } from './list-commands.ts';

export const markdownInputRules = Extension.create({
  name: 'markdownInputRules',
  addInputRules() {
    const { nodes, marks } = this.editor.schema;
    const node = (name: string): NodeType => {
      const type = nodes[name];
      if (type === undefined) throw new Error(`The schema has no node "${name}".`);
      return type;
    };
    const mark = (name: string, find: RegExp): InputRule[] => {
      const type = marks[name];
      return type === undefined ? [] : [markInputRule({ find, type })];
    };
    return [
      textblockTypeInputRule({ find: /^(#{1,6})\s$/u, type: node('heading'), getAttributes: (match) => ({ level: match[1]?.length ?? 1 }) }),
      textblockTypeInputRule({ find: /^(?:```|~~~)([^\s`]*)[\s\n]$/u, type: node('codeBlock'), getAttributes: (match) => ({ language: match[1] === '' ? null : (match[1] ?? null) }) }),
      textblockTypeInputRule({ find: /^\$\$[\s\n]$/u, type: node('mathBlock') }),
      new InputRule({ find: /^\s*(?:[-+*]|\d{1,9}[.)])\s$/u, handler: ({ state, range, match }) => dropMarkerOfItem(state, range, match[0]) }),
      wrappingInputRule({ find: /^\s*[-+*]\s$/u, type: node('bulletList') }),
      wrappingInputRule({
        find: /^(\d{1,9})[.)]\s$/u,
        type: node('orderedList'),
        getAttributes: (match) => ({ start: Number(match[1]) }),
        joinPredicate: (match, list) => list.childCount + Number(list.attrs['start']) === Number(match[1]),
      }),
      wrappingInputRule({ find: /^\s*>\s$/u, type: node('blockquote') }),
      new InputRule({
        find: /^\[([ xX]?)\]\s$/u,
        handler: ({ state, range, match }) => makeTask(state, range, match[1] === undefined || match[1] === '' ? ' ' : match[1]),
      }),
      new InputRule({
        find: /^\[!([\w-]+)\]([+-]?)\s$/u,
        handler: ({ state, range, match }) => makeCallout(state, range, match[1] ?? 'note', match[2] ?? ''),
      }),
      new InputRule({ find: /^(?:---|\*\*\*|___)$/u, handler: ({ state, range }) => makeRule(state, range) }),
      nodeInputRule({ find: /(!\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\])$/u, type: node('embed'), getAttributes: linkAttributes }),
      nodeInputRule({ find: /(?<!!)(\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\])$/u, type: node('wikilink'), getAttributes: linkAttributes }),
      // Pandoc's rule: no space inside the dollars, so that prices stay prices.
      nodeInputRule({ find: /(?<![\\$\d])(\$([^\s$](?:[^$]*[^\s$\\])?)\$)$/u, type: node('mathInline'), getAttributes: (match) => ({ tex: match[2] ?? '' }) }),
      nodeInputRule({ find: /(\[\^([^\s[\]]+)\])$/u, type: node('footnoteRef'), getAttributes: (match) => ({ label: match[2] ?? '' }) }),
      nodeInputRule({ find: /(%%([^%]+)%%)$/u, type: node('comment'), getAttributes: (match) => ({ text: match[2] ?? '' }) }),
      new InputRule({
        find: /(?<!!)\[([^[\]]+)\]\(([^\s()]+)\)$/u,
        handler: ({ state, range, match }) => makeLink(state, range, match[1] ?? '', match[2] ?? ''),
      }),
      ...mark('bold', /(?:^|[^*\\])(\*\*(?!\s)([^*]+)(?<!\s)\*\*)$/u),
      ...mark('bold', /(?:^|[\s(])(__(?!\s)([^_]+)(?<!\s)__)$/u),
      ...mark('italic', /(?:^|[^*\\])(\*(?![\s*])([^*]+)(?<!\s)\*)$/u),
      ...mark('italic', /(?:^|[\s(])(_(?![\s_])([^_]+)(?<!\s)_)$/u),
      ...mark('strike', /(?:^|[^~\\])(~~(?!\s)([^~]+)(?<!\s)~~)$/u),
      ...mark('highlight', /(?:^|[^=\\])(==(?!\s)([^=]+)(?<!\s)==)$/u),
      ...mark('code', /(?:^|[^`\\])(`([^`]+)`)$/u),
    ];
  },
});

function linkAttributes(match: readonly (string | undefined)[]): Record<string, unknown> {
  return { target: match[2] ?? '', alias: match[3] ?? null };
}

interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** The marker of the very list that the item is in, typed by somebody who does not know that Enter has made it. */
function dropMarkerOfItem(state: EditorState, range: TextRange, marker: string): null | undefined {
  const $from = state.doc.resolve(range.from);
  const item = itemAround($from);
  if (item === null || $from.depth !== item.depth + 1 || $from.index(item.depth) > 0) return null;
  if ($from.node(item.depth - 1).type.name !== (/\d/u.test(marker) ? 'orderedList' : 'bulletList')) return null;
  state.tr.delete(range.from, range.to);
  return undefined;
}

/** `[ ] ` at the start of an item makes it a task, elsewhere a task list. */
function makeTask(state: EditorState, range: TextRange, checked: string): null | undefined {
  const { tr, schema } = state;
  const $from = state.doc.resolve(range.from);
  const item = itemAround($from);
  if ($from.parent.type.name !== 'paragraph') return null;
  if (item !== null && $from.depth === item.depth + 1 && $from.index(item.depth) === 0) {
    tr.delete(range.from, range.to).setNodeAttribute(item.position, 'checked', checked);
    return undefined;
  }
  const [list, listItem] = [schema.nodes['bulletList'], schema.nodes['listItem']];
  tr.delete(range.from, range.to);
  const block = tr.doc.resolve(range.from).blockRange();
  if (block === null || list === undefined || listItem === undefined) return null;
  tr.wrap(block, [{ type: list }, { type: listItem, attrs: { checked } }]);
  return undefined;
}

/** `> [!note] `: the quote becomes a callout. */
function makeCallout(state: EditorState, range: TextRange, kind: string, fold: string): null | undefined {
  const { tr, schema } = state;
  const $from = state.doc.resolve(range.from);
  const [callout, title] = [schema.nodes['callout'], schema.nodes['calloutTitle']];
  if (callout === undefined || title === undefined || $from.depth < 2) return null;
  const quote = $from.node(-1);
  if (quote.type.name !== 'blockquote' || $from.index(-1) !== 0) return null;
  const start = $from.before(-1);
  const text = $from.parent.content.cut(range.to - $from.start());
  const made = callout.create({ kind, fold }, [title.create(null, text), ...quote.children.slice(1)]);
  tr.replaceWith(start, start + quote.nodeSize, made);
  tr.setSelection(TextSelection.create(tr.doc, start + 2));
  return undefined;
}

function makeRule(state: EditorState, range: TextRange): null | undefined {
  const { tr, schema } = state;
  const [rule, paragraph] = [schema.nodes['horizontalRule'], schema.nodes['paragraph']];
  const $from = state.doc.resolve(range.from);
  if (rule === undefined || paragraph === undefined || $from.parent.type !== paragraph || $from.parent.content.size > range.to - range.from) return null;
  const start = $from.before();
  tr.replaceWith(start, $from.after(), [rule.create(), paragraph.create()]);
  tr.setSelection(TextSelection.create(tr.doc, start + 2));
  return undefined;
}

function makeLink(state: EditorState, range: TextRange, text: string, href: string): null | undefined {
  const link = state.schema.marks['link'];
  if (link === undefined) return null;
  const { tr } = state;
  tr.replaceWith(range.from, range.to, state.schema.text(text, [link.create({ href })]));
  tr.removeStoredMark(link);
  return undefined;
}
