import { EditorSelection, EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenceLines, insertBlock, makeLink, setHeading, toggleFence, toggleList, toggleQuote, toggleTask, type SourceFormat } from './format-source.ts';

/** `‹` and `›` stand for the ends of a selection, `¦` for a caret; there may be several. */
function stateOf(marked: string): EditorState {
  let doc = '';
  const ranges = [];
  let anchor = 0;
  for (const character of marked) {
    if (character === '‹') anchor = doc.length;
    else if (character === '›') ranges.push(EditorSelection.range(anchor, doc.length));
    else if (character === '¦') ranges.push(EditorSelection.cursor(doc.length));
    else doc += character;
  }
  return EditorState.create({ doc, selection: EditorSelection.create(ranges), extensions: EditorState.allowMultipleSelections.of(true) });
}

function shown(state: EditorState): string {
  const marks = state.selection.ranges.flatMap(({ from, to, empty }) => (empty ? [{ at: from, mark: '¦' }] : [{ at: from, mark: '‹' }, { at: to, mark: '›' }]));
  let text = state.doc.toString();
  for (const { at, mark } of marks.toSorted((a, b) => b.at - a.at)) text = text.slice(0, at) + mark + text.slice(at);
  return text;
}

function after(marked: string, change: SourceFormat): string {
  const state = stateOf(marked);
  const spec = change(state);
  return spec === null ? marked : shown(state.update(spec).state);
}

describe('commands of source mode', () => {
  it.each<[string, SourceFormat, string, string]>([
    ['bold', toggleFence('**'), 'a ‹word› here', 'a **‹word›** here'],
    ['bold off', toggleFence('**'), 'a **‹word›** here', 'a ‹word› here'],
    ['the word at the caret', toggleFence('**'), 'a wo¦rd here', 'a **wo¦rd** here'],
    ['nothing to mark yet', toggleFence('*'), 'a ¦', 'a *¦*'],
    ['italic within bold', toggleFence('*'), '**‹word›**', '***‹word›***'],
    ['italic off within bold', toggleFence('*'), '***‹word›***', '**‹word›**'],
    ['every caret', toggleFence('=='), '‹a› b ‹c›', '==‹a›== b ==‹c›=='],
    ['a heading', setHeading(2), 'ti¦tle', '## ti¦tle'],
    ['another level', setHeading(1), '### ti¦tle', '# ti¦tle'],
    ['no heading', setHeading(0), '## ti¦tle', 'ti¦tle'],
    ['a bulleted list', toggleList('bullet'), '‹a\n\nb›', '- ‹a\n\n- b›'],
    ['a numbered list', toggleList('ordered'), '‹- a\n- b›', '‹1. a\n2. b›'],
    ['no list', toggleList('bullet'), '‹- a\n- b›', '‹a\nb›'],
    ['tasks of items', toggleList('task'), '* a¦', '* [ ] a¦'],
    ['items of tasks', toggleList('task'), '  - [x] a¦', '  - a¦'],
    ['a ticked task', toggleTask, '- [ ] a¦', '- [x] a¦'],
    ['an opened task of any mark', toggleTask, '  1. [?] a¦', '  1. [ ] a¦'],
    ['a quote', toggleQuote, 'a¦', '> a¦'],
    ['no quote', toggleQuote, '> a¦', 'a¦'],
    ['a link of a text', makeLink, 'see ‹this›', 'see [this](¦)'],
    ['a link of an address', makeLink, '‹https://a.b/c›', '[¦](https://a.b/c)'],
    ['code around lines', fenceLines, '‹a\n```\nb›', '````¦\na\n```\nb\n````'],
    ['a block behind a paragraph', insertBlock('---\n¦'), 'te¦xt\n\nmore', 'text\n\n---\n¦\n\nmore'],
    ['a block in a blank line', insertBlock('$$\n¦\n$$'), 'a\n\n¦', 'a\n\n$$\n¦\n$$'],
  ])('%s', (_name, change, before, wanted) => {
    expect(after(before, change)).toBe(wanted);
  });

  it('fences are taken away as they were put there', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/u), fc.constantFrom('**', '*', '~~', '==', '`'), (word, fence) => {
        const marked = `x ‹${word}› y`;
        expect(after(after(marked, toggleFence(fence)), toggleFence(fence))).toBe(marked);
      }),
    );
  });
});
