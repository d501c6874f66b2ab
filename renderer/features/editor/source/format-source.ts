/** What the commands of the editor do to Markdown as text: pure changes of a state with any number of carets. */
import { EditorSelection, type ChangeSpec, type EditorState, type Line, type SelectionRange, type TransactionSpec } from '@codemirror/state';

/** Null where it means nothing here. */
export type SourceFormat = (state: EditorState) => TransactionSpec | null;

/** `**` around each selection, or around the word at the caret; away where it is there. */
export function toggleFence(fence: string): SourceFormat {
  return (state) =>
    state.changeByRange((range) => {
      const inner = range.empty ? (state.wordAt(range.head) ?? range) : range;
      const size = fence.length;
      if (isFenced(state, inner, fence)) {
        return {
          changes: [{ from: inner.from - size, to: inner.from }, { from: inner.to, to: inner.to + size }],
          range: EditorSelection.range(range.anchor - size, range.head - size),
        };
      }
      return {
        changes: [{ from: inner.from, insert: fence }, { from: inner.to, insert: fence }],
        range: EditorSelection.range(range.anchor + size, range.head + size),
      };
    });
}

/** Emphasis and strong emphasis share a character: of three, one is each of them. */
function isFenced(state: EditorState, { from, to }: SelectionRange, fence: string): boolean {
  const character = fence.charAt(0);
  const before = /(.)\1*$/su.exec(state.sliceDoc(Math.max(0, from - 8), from))?.[0] ?? '';
  const after = /^(.)\1*/su.exec(state.sliceDoc(to, to + 8))?.[0] ?? '';
  if (!before.startsWith(character) || !after.startsWith(character)) return false;
  const run = Math.min(before.length, after.length);
  return character === '*' && fence.length === 1 ? run % 2 === 1 : run >= fence.length;
}

export function setHeading(level: number): SourceFormat {
  return eachLine((line) => {
    const mark = /^ {0,3}#{1,6}(?:[ \t]+|$)/u.exec(line.text)?.[0] ?? '';
    const wanted = level === 0 ? '' : `${'#'.repeat(level)} `;
    return mark === wanted ? null : { from: line.from, to: line.from + mark.length, insert: wanted };
  }, true);
}

const itemMark = /^(?<indent>\s*)(?<bullet>[-*+]|\d{1,9}[.)])(?<gap>[ \t]+)(?<box>\[[^\]\n]\](?:[ \t]+|$))?/u;

type ListKind = 'bullet' | 'ordered' | 'task';

export function toggleList(kind: ListKind): SourceFormat {
  return (state) => {
    const lines = selectedLines(state);
    const items = lines.map((line) => itemMark.exec(line.text));
    const written = lines.flatMap((line, index) => (line.text.trim() === '' && lines.length > 1 ? [] : [{ line, item: items[index] ?? null }]));
    const isAll = written.every(({ item }) => item !== null && kindOf(item) === kind);
    const changes: ChangeSpec[] = [];
    for (const [index, { line, item }] of written.entries()) {
      const indent = item?.groups?.['indent'] ?? /^\s*/u.exec(line.text)?.[0] ?? '';
      const from = line.from + indent.length;
      const to = line.from + (item?.[0].length ?? indent.length);
      const bullet = item === null || /\d/u.test(item.groups?.['bullet'] ?? '') ? '-' : (item.groups?.['bullet'] ?? '-');
      const insert = isAll ? (kind === 'task' ? `${item?.groups?.['bullet'] ?? '-'} ` : '') : kind === 'ordered' ? `${index + 1}. ` : kind === 'task' ? `${bullet} [ ] ` : '- ';
      changes.push({ from, to, insert });
    }
    return changes.length === 0 ? null : { changes };
  };
}

function kindOf(item: RegExpExecArray): ListKind {
  if (item.groups?.['box'] !== undefined) return 'task';
  return /\d/u.test(item.groups?.['bullet'] ?? '') ? 'ordered' : 'bullet';
}

/** Ticks tasks, and opens those that are ticked, whatever their mark. */
export const toggleTask: SourceFormat = (state) => {
  const changes = selectedLines(state).flatMap((line): ChangeSpec[] => {
    const item = itemMark.exec(line.text);
    const box = item?.groups?.['box'];
    if (item === null || box === undefined) return [];
    const at = line.from + item[0].length - box.length + 1;
    return [{ from: at, to: at + 1, insert: box.charAt(1) === ' ' ? 'x' : ' ' }];
  });
  return changes.length === 0 ? null : { changes };
};

export const toggleQuote: SourceFormat = (state) => {
  const lines = selectedLines(state);
  const isAll = lines.every((line) => /^ {0,3}>/u.test(line.text));
  const changes = lines.map((line): ChangeSpec => (isAll ? { from: line.from, to: line.from + (/^ {0,3}> ?/u.exec(line.text)?.[0].length ?? 0) } : { from: line.from, insert: '> ' }));
  return { changes };
};

/** Fences around the selected lines, longer than any fence in them; the caret where the language goes. */
export const fenceLines: SourceFormat = (state) => {
  const lines = selectedLines(state);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return null;
  const longest = Math.max(2, ...[...state.sliceDoc(first.from, last.to).matchAll(/`{3,}/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return {
    changes: [{ from: first.from, insert: `${fence}\n` }, { from: last.to, insert: `\n${fence}` }],
    selection: { anchor: first.from + fence.length },
  };
};

/** `[text](…)` with the caret where something is missing. */
export const makeLink: SourceFormat = (state) =>
  state.changeByRange(({ from, to }) => {
    const text = state.sliceDoc(from, to);
    const isAddress = /^(?:https?:\/\/|mailto:)\S+$/u.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}]()`;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + (isAddress ? 1 : insert.length - 1)) };
  });

/** A block of its own at the caret's line: in place of a blank one, else behind it; `|` is where the caret goes. */
export function insertBlock(template: string): SourceFormat {
  return (state) => {
    const line = state.doc.lineAt(state.selection.main.head);
    const isBlank = line.text.trim() === '';
    const before = isBlank ? (line.number > 1 && state.doc.line(line.number - 1).text.trim() !== '' ? '\n' : '') : '\n\n';
    const after = line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim() !== '' ? '\n' : '';
    const from = isBlank ? line.from : line.to;
    const caret = template.indexOf('¦');
    const insert = before + template.replace('¦', '') + after;
    return { changes: { from, to: line.to, insert }, selection: { anchor: from + before.length + (caret === -1 ? template.length : caret) } };
  };
}

/** One change for each selected line, blank ones left out where there are several. */
function eachLine(change: (line: Line) => ChangeSpec | null, keepBlank: boolean): SourceFormat {
  return (state) => {
    const lines = selectedLines(state);
    const changes = lines
      .filter((line) => (keepBlank && lines.length === 1) || line.text.trim() !== '')
      .map((line) => change(line))
      .filter((each) => each !== null);
    return changes.length === 0 ? null : { changes };
  };
}

function selectedLines(state: EditorState): readonly Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to, empty } of state.selection.ranges) {
    const last = state.doc.lineAt(to);
    for (let { number } = state.doc.lineAt(from); number <= last.number; number += 1) {
      const line = state.doc.line(number);
      // A selection that ends before a line's first character does not mean that line.
      if (empty || line.from < to || number === state.doc.lineAt(from).number) lines.set(number, line);
    }
  }
  return [...lines.values()];
}
