import { expect, it } from 'vitest';
import { insertTemplate, type TemplatePlace, type WithTemplate } from './insert-template.ts';

/** `¦` marks the caret in the template and in what comes out; `[` and `]` the place in the note. */
function inserted(note: string, template: string, between: boolean): string {
  const from = note.indexOf('[');
  const to = note.indexOf(']') - 1;
  const place: TemplatePlace = { from, to, between };
  const caret = template.indexOf('¦');
  const done: WithTemplate = insertTemplate(note.replace('[', '').replace(']', ''), place, { text: template.replace('¦', ''), caret: caret === -1 ? null : caret });
  expect(done.left).toEqual([]);
  return `${done.text.slice(0, done.caret)}¦${done.text.slice(done.caret)}`;
}

it('puts its blocks between two blocks, parted by one blank line', () => {
  expect(inserted('one[\n\n]two\n', '\n## Log\n\n- ¦\n\n', true)).toBe('one\n\n## Log\n\n- ¦\n\ntwo\n');
  expect(inserted('one[\n\n\n\n]two\n', 'text', true)).toBe('one\n\ntext¦\n\ntwo\n');
  expect(inserted('one[\n]', 'text\n', true)).toBe('one\n\ntext¦\n');
  expect(inserted('[]', 'text\n', true)).toBe('text¦\n');
  expect(inserted('---\na: 1\n---[\n]', 'text\n', true)).toBe('---\na: 1\n---\ntext¦\n');
});

it('stands the caret in a blank line where the template has it below its last block', () => {
  expect(inserted('one[\n\n]two\n', '## Log\n\n¦\n', true)).toBe('one\n\n## Log\n¦\ntwo\n');
});

it('replaces what is selected in the source, in the line ends of the note', () => {
  expect(inserted('one [two] three\r\n', 'a\nb¦\n', false)).toBe('one a\r\nb¦\r\n three\r\n');
});

it('joins the properties by key: none is overwritten, empty ones are filled, lists are joined', () => {
  const note = '---\n# mine\nstatus: "open" # yes\ndue:\ntags:\n  - a\n---\ntext[\n]';
  const template = '---\nstatus: draft\ndue: 2026-01-02\ntags: [a, b]\nkind: call\n---\nmore¦\n';
  expect(inserted(note, template, true)).toBe('---\n# mine\nstatus: "open" # yes\ndue: 2026-01-02\ntags:\n  - a\n  - b\nkind: call\n---\ntext\n\nmore¦\n');
});

it('brings its properties as they are written where the note has none', () => {
  expect(inserted('text[\n]', '---\n# ours\nkind: "call"\n---\n', true)).toBe('---\n# ours\nkind: "call"\n---\ntext¦\n');
});

it('says which properties it left out where those of the note cannot be read', () => {
  const done = insertTemplate('---\n: [\n---\ntext\n', { from: 15, to: 15, between: false }, { text: '---\nkind: call\n---\nmore', caret: null });
  expect(done.left).toEqual(['kind']);
  expect(done.text).toContain('---\n: [\n---\n');
});
