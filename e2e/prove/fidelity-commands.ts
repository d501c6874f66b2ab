/**
 * The editing commands that the fidelity proof applies, each at random places of every note.
 *
 * To add one: a line in the table below. It selects what a person would select and does what they
 * would do, through the editor's own keys, input rules and commands, and says whether anything
 * was done. How many lines it may change need not be said: `fidelity-minimum.ts` tells it from the
 * documents. Commands with a name (`rich-commands.ts`) are in without a line here; only what kind
 * of edit they are is told in `KIND_OF_NAMED` where it is not a change of structure.
 */
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { moveTableColumn, moveTableRow } from '@tiptap/pm/tables';
import type { Draw } from '#shared/document/testing/random-edit.ts';
import type { SourcePlace } from '#shared/document/testing/source-places.ts';
import type { EditorWithoutPage } from './fidelity-editor.ts';

/** Which bar it is held to: within a text block, a change of structure, or a move. */
export type CommandKind = 'text' | 'structure' | 'move';

export interface EditingCommand {
  readonly name: string;
  readonly kind: CommandKind;
  /** Which text blocks it can be applied to; all but source where absent. */
  readonly where?: (place: SourcePlace) => boolean;
  /** False where it did not fit the place. */
  readonly apply: (editor: EditorWithoutPage, place: SourcePlace, draw: Draw) => boolean | void;
}

const WORDS = ['word', 'two words', '漢字', '😀', 'naïve', '42', 'end.', '(so)', '“quoted”', 'a/b', 'x_y_z', 'CO2'] as const;
/** What could be read as syntax, or turns into it while it is typed. */
const SIGNS = ['*', '_', '`', '[', ']', '#', '# ', '1. ', '- ', '> ', '|', '\\', '<b>', '<', '&amp;', '&', '!', '---', '===', '$5', '==', '~~', '%%', '^', '(x)', 'k:: v', '#tag', 'https://a.b/c_d', '"', '+ ', '$', '//'] as const;
const KIND_OF_NAMED: Readonly<Record<string, CommandKind>> = {
  'format.bold': 'text',
  'format.italic': 'text',
  'format.strike': 'text',
  'format.highlight': 'text',
  'format.code': 'text',
  'format.clear': 'text',
  'format.toggleTask': 'text',
  'block.moveUp': 'move',
  'block.moveDown': 'move',
  'table.rowUp': 'move',
  'table.rowDown': 'move',
  'table.columnLeft': 'move',
  'table.columnRight': 'move',
};
/** They ask a person for something, or change only what is shown. */
const NOT_BY_NAME = /^(?:format\.link|block\.menu|properties\.add|fold\.\w+|table\.(?:select\w+|leave))$/u;

const inTable = (place: SourcePlace): boolean => place.around.includes('tableRow');
const inItem = (place: SourcePlace): boolean => place.around.at(-1) === 'listItem';
const isSource = (place: SourcePlace): boolean => place.node.type.spec.code === true;

function pick<Item>(items: readonly Item[], draw: Draw): Item {
  const item = items[draw(items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** A caret somewhere in a text block. */
function caret(editor: EditorWithoutPage, { node, pos }: SourcePlace, draw: Draw): void {
  editor.select(pos + 1 + draw(node.content.size + 1));
}

/** Some characters of a text block. */
function characters(editor: EditorWithoutPage, { node, pos }: SourcePlace, draw: Draw, most: number): boolean {
  if (node.content.size === 0) return false;
  const from = draw(node.content.size);
  const to = Math.min(node.content.size, from + 1 + draw(most));
  editor.select(pos + 1 + from, pos + 1 + to);
  return !editor.state.selection.empty;
}

/** A whole word of it. */
function word(editor: EditorWithoutPage, { node, pos }: SourcePlace, draw: Draw): boolean {
  const words = [...node.textBetween(0, node.content.size, undefined, '\ufffc').matchAll(/[\p{L}\p{N}]+/gu)];
  if (words.length === 0) return false;
  const found = pick(words, draw);
  editor.select(pos + 1 + found.index, pos + 1 + found.index + found[0].length);
  return true;
}

function start(editor: EditorWithoutPage, { pos }: SourcePlace): void {
  editor.select(pos + 1);
}

function end(editor: EditorWithoutPage, { node, pos }: SourcePlace): void {
  editor.select(pos + 1 + node.content.size);
}

/** The block around a place that stands among blocks: the item, row or block itself. */
function whole(editor: EditorWithoutPage, place: SourcePlace): { readonly from: number; readonly to: number; readonly parent: Node; readonly index: number } | null {
  const $pos = editor.doc.resolve(place.pos + 1);
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const name = $pos.node(depth).type.name;
    if (name === 'tableCell' || name === 'tableHeader' || name === 'calloutTitle' || name === 'frontmatter') continue;
    if (name === 'paragraph' && $pos.node(depth - 1).type.name !== 'doc' && $pos.node(depth - 1).childCount === 1) continue;
    return { from: $pos.before(depth), to: $pos.after(depth), parent: $pos.node(depth - 1), index: $pos.index(depth - 1) };
  }
  return null;
}

function deleteWhole(editor: EditorWithoutPage, place: SourcePlace): boolean {
  const block = whole(editor, place);
  if (block === null || block.parent.childCount === 1) return false;
  editor.dispatch(editor.state.tr.delete(block.from, block.to));
  return true;
}

/** Drags the block to another place among its siblings. */
function drag(editor: EditorWithoutPage, place: SourcePlace, draw: Draw): boolean {
  const block = whole(editor, place);
  if (block === null || block.parent.childCount < 3) return false;
  const node = block.parent.child(block.index);
  const isFixed = (index: number): boolean => ['frontmatter', 'calloutTitle'].includes(block.parent.child(index).type.name) || (block.parent.type.name === 'table' && index === 0);
  const target = draw(block.parent.childCount);
  if (isFixed(block.index) || isFixed(target) || target === block.index) return false;
  let to = block.from;
  for (let index = block.index; index < target; index += 1) to += block.parent.child(index + 1).nodeSize;
  for (let index = block.index; index > target; index -= 1) to -= block.parent.child(index - 1).nodeSize;
  editor.dispatch(editor.state.tr.delete(block.from, block.to).insert(to, node));
  return true;
}

function paragraphOf(editor: EditorWithoutPage, text: string): Node {
  const type = editor.schema.nodes['paragraph'];
  if (type === undefined) throw new Error('no paragraph');
  return type.create(null, editor.schema.text(text));
}

function pasteBlocks(editor: EditorWithoutPage, draw: Draw): void {
  const { doc } = editor;
  const blocks: Node[] = [];
  const from = draw(doc.childCount);
  for (let index = from; index < Math.min(doc.childCount, from + 1 + draw(2)); index += 1) {
    if (doc.child(index).type.name !== 'frontmatter') blocks.push(doc.child(index));
  }
  if (blocks.length === 0) blocks.push(paragraphOf(editor, 'pasted'));
  editor.dispatch(editor.state.tr.replaceSelection(new Slice(Fragment.from(blocks), 0, 0)));
}

function moveRow(editor: EditorWithoutPage, place: SourcePlace, draw: Draw): boolean {
  const $pos = editor.doc.resolve(place.pos + 1);
  const table = $pos.node($pos.depth - 3);
  const row = $pos.index($pos.depth - 3);
  const to = 1 + draw(table.childCount - 1);
  if (row === 0 || row === to || table.childCount < 3) return false;
  caret(editor, place, draw);
  return editor.run(moveTableRow({ from: row, to }));
}

function moveColumn(editor: EditorWithoutPage, place: SourcePlace, draw: Draw): boolean {
  const $pos = editor.doc.resolve(place.pos + 1);
  const columns = $pos.node($pos.depth - 2).childCount;
  const from = $pos.index($pos.depth - 2);
  const to = draw(columns);
  if (to === from) return false;
  caret(editor, place, draw);
  return editor.run(moveTableColumn({ from, to }));
}

const TABLE: readonly EditingCommand[] = [
  { name: 'type a word', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.type(pick(WORDS, draw))) },
  { name: 'type a word at the end', kind: 'text', apply: (editor, place, draw) => (end(editor, place), editor.type(` ${pick(WORDS, draw)}`)) },
  { name: 'type signs', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.type(pick(SIGNS, draw))) },
  { name: 'type in source', kind: 'text', where: isSource, apply: (editor, place, draw) => (caret(editor, place, draw), editor.type(pick(WORDS, draw))) },
  { name: 'delete characters', kind: 'text', apply: (editor, place, draw) => characters(editor, place, draw, 8) && editor.press('Backspace') },
  { name: 'delete a word', kind: 'text', apply: (editor, place, draw) => word(editor, place, draw) && editor.press('Backspace') },
  { name: 'replace a word', kind: 'text', apply: (editor, place, draw) => word(editor, place, draw) && editor.type(pick(WORDS, draw)) },
  { name: 'break the line', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.press('Shift-Enter')) },
  { name: 'insert a link', kind: 'text', apply: (editor, place, draw) => word(editor, place, draw) && editor.link('https://example.org/a') },
  { name: 'insert a wikilink', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.type(pick(['[[Note]]', '[[Note|text]]', '[[Dir/Note#Heading]]'], draw))) },
  { name: 'insert an embed', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.type('![[image.png|100]]')) },
  { name: 'insert a formula', kind: 'text', apply: (editor, place) => (end(editor, place), editor.type(' $x^2$')) },
  { name: 'insert a footnote', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.type('[^7]')) },
  { name: 'paste words', kind: 'text', apply: (editor, place, draw) => (caret(editor, place, draw), editor.dispatch(editor.state.tr.replaceSelection(new Slice(Fragment.from(editor.schema.text('pasted words')), 0, 0)))) },
  { name: 'split', kind: 'structure', apply: (editor, place, draw) => (caret(editor, place, draw), editor.press('Enter')) },
  { name: 'split and write', kind: 'structure', apply: (editor, place) => (end(editor, place), editor.press('Enter') && editor.type('new')) },
  { name: 'join backward', kind: 'structure', apply: (editor, place) => (start(editor, place), editor.press('Backspace')) },
  { name: 'join forward', kind: 'structure', apply: (editor, place) => (end(editor, place), editor.press('Delete')) },
  { name: 'delete a block', kind: 'structure', apply: deleteWhole },
  { name: 'delete across blocks', kind: 'structure', apply: deleteAcross },
  { name: 'insert a block', kind: 'structure', apply: insertAfter },
  { name: 'paste blocks', kind: 'structure', where: (place) => !inTable(place), apply: (editor, place, draw) => (caret(editor, place, draw), pasteBlocks(editor, draw)) },
  { name: 'indent', kind: 'structure', where: inItem, apply: (editor, place, draw) => (caret(editor, place, draw), editor.press('Tab')) },
  { name: 'outdent', kind: 'structure', where: inItem, apply: (editor, place, draw) => (caret(editor, place, draw), editor.press('Shift-Tab')) },
  { name: 'type a marker', kind: 'structure', apply: (editor, place, draw) => (start(editor, place), editor.type(pick(['# ', '### ', '- ', '* ', '1. ', '> ', '[ ] ', '``` ', '$$ '], draw))) },
  { name: 'drag a block', kind: 'move', apply: drag },
  { name: 'move a row', kind: 'move', where: inTable, apply: moveRow },
  { name: 'move a column', kind: 'move', where: inTable, apply: moveColumn },
  { name: 'next cell', kind: 'structure', where: inTable, apply: (editor, place) => (end(editor, place), editor.press('Enter')) },
];

/** From somewhere in a text block to somewhere in one of the next. */
function deleteAcross(editor: EditorWithoutPage, place: SourcePlace, draw: Draw): boolean {
  caret(editor, place, draw);
  const { from } = editor.state.selection;
  editor.select(from, Math.min(editor.doc.content.size, from + 1 + place.node.content.size + draw(60)));
  return !editor.state.selection.empty && editor.press('Backspace');
}

/** Behind the block, as a paste or a menu puts it there. */
function insertAfter(editor: EditorWithoutPage, place: SourcePlace, draw: Draw): boolean {
  const block = whole(editor, place);
  if (block === null) return false;
  const { bulletList, listItem, heading, blockquote, codeBlock } = editor.schema.nodes;
  if (!bulletList || !listItem || !heading || !blockquote || !codeBlock) return false;
  const paragraph = paragraphOf(editor, 'new');
  const item = listItem.create(null, paragraph);
  const parent = block.parent.type.name;
  if (parent === 'table') return false;
  const made =
    parent === 'bulletList' || parent === 'orderedList'
      ? item
      : pick([paragraph, heading.create({ level: 2 }, editor.schema.text('new')), bulletList.create(null, [item, item]), blockquote.create(null, paragraph), codeBlock.create(null, editor.schema.text('new')), editor.schema.nodes['horizontalRule']?.create() ?? paragraph], draw);
  editor.dispatch(editor.state.tr.insert(draw(2) === 0 ? block.from : block.to, made));
  return true;
}

/** All of them: the table, and every command with a name. */
export function editingCommands(editor: EditorWithoutPage): readonly EditingCommand[] {
  const named = editor.commandIds
    .filter((id) => !NOT_BY_NAME.test(id))
    .map((name): EditingCommand => {
      const kind = KIND_OF_NAMED[name] ?? 'structure';
      const isMark = kind === 'text' && name !== 'format.toggleTask';
      return {
        name,
        kind,
        ...(name.startsWith('table.') ? { where: inTable } : {}),
        apply(target, place, draw) {
          if (!isMark) caret(target, place, draw);
          else if (!characters(target, place, draw, 12)) return false;
          return target.runNamed(name);
        },
      };
    });
  return [...TABLE, ...named];
}

/** Where a command can go: not into frontmatter, and into source only where it asks for that. */
export function fits(command: EditingCommand, place: SourcePlace): boolean {
  if (!place.node.isTextblock || place.node.type.name === 'frontmatter') return false;
  return command.where === undefined ? !isSource(place) : command.where(place);
}

