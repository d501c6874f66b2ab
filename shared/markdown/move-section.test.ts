import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveSection, moveSectionBy, sectionsOf, shiftSection } from './move-section.ts';

const note = '---\ntags: a\n---\nIntro.\n\n# One\n\nText of one.\n\n## One a\n\nA.\n\n## One b\n\nB.\n\n# Two\n\nText [x][ref].\n\n[ref]: https://example.org\n';

describe('sections', () => {
  test('reach to the next heading of their level or above, and leave definitions at the end out', () => {
    const sections = sectionsOf(note);
    expect(sections.map(({ text, level, parent }) => [text, level, parent])).toEqual([
      ['One', 1, -1],
      ['One a', 2, 0],
      ['One b', 2, 0],
      ['Two', 1, -1],
    ]);
    expect(note.slice(sections[0]?.start, sections[0]?.end)).toBe('# One\n\nText of one.\n\n## One a\n\nA.\n\n## One b\n\nB.\n\n');
    expect(note.slice(sections[3]?.start, sections[3]?.end)).toBe('# Two\n\nText [x][ref].\n\n');
  });

  test('headings in quotes and code are no sections', () => {
    expect(sectionsOf('# A\n\n> # Quoted\n\n```\n# Code\n```\n').map(({ text }) => text)).toEqual(['A']);
  });
});

describe('moving a section', () => {
  test('takes all below it along, byte for byte; frontmatter, text above and definitions stay', () => {
    expect(moveSection(note, 0, null)).toEqual({
      text: '---\ntags: a\n---\nIntro.\n\n# Two\n\nText [x][ref].\n\n# One\n\nText of one.\n\n## One a\n\nA.\n\n## One b\n\nB.\n\n[ref]: https://example.org\n',
      index: 1,
    });
    expect(moveSection(note, 2, 1)?.text).toBe(note.replace('## One a\n\nA.\n\n## One b\n\nB.', '## One b\n\nB.\n\n## One a\n\nA.'));
  });

  test('a last line without an end stays without one, and the other gets the end that stood between them', () => {
    expect(moveSection('# A\n\na\n\n# B\n\nb', 1, 0)?.text).toBe('# B\n\nb\n\n# A\n\na');
    expect(moveSection('# A\r\n\r\na\r\n\r\n# B\r\n\r\nb', 0, null)?.text).toBe('# B\r\n\r\nb\r\n\r\n# A\r\n\r\na');
  });

  test('where two paragraphs would run together, a blank line is put between them', () => {
    expect(moveSection('text\n# A\na\n\nB\n=\nb\n', 1, 0)?.text).toBe('text\n\nB\n=\nb\n\n# A\na\n');
  });

  test('into itself or to its own place is nothing to do', () => {
    expect(moveSection(note, 0, 0)).toBeNull();
    expect(moveSection(note, 0, 2)).toBeNull();
    expect(moveSection(note, 0, 3)).toBeNull();
    expect(moveSection(note, 3, null)).toBeNull();
  });

  test('is not done where an open fence would swallow the next heading', () => {
    expect(moveSection('# A\n\na\n\n# B\n\n```\nopen\n', 1, 0)).toBeNull();
  });
});

describe('moving by one', () => {
  test('goes past the neighbour of the same level, and not out of its parent', () => {
    expect(moveSectionBy(note, 1, 1)?.index).toBe(2);
    expect(moveSectionBy(note, 2, -1)?.index).toBe(1);
    expect(moveSectionBy(note, 3, -1)?.index).toBe(0);
    expect(moveSectionBy(note, 1, -1)).toBeNull();
    expect(moveSectionBy(note, 2, 1)).toBeNull();
    expect(moveSectionBy(note, 0, -1)).toBeNull();
  });
});

describe('raising and lowering', () => {
  test('changes the marks of the heading and of those below it, and nothing else', () => {
    expect(shiftSection(note, 0, 1)?.text).toBe(note.replace('# One\n', '## One\n').replace('## One a', '### One a').replace('## One b', '### One b'));
    expect(shiftSection(note, 2, -1)?.text).toBe(note.replace('## One b', '# One b'));
  });

  test('stops at the first and the last level', () => {
    expect(shiftSection(note, 0, -1)).toBeNull();
    expect(shiftSection('##### A\n\n###### B\n', 0, 1)).toBeNull();
  });

  test('knows underlined headings, which have two levels', () => {
    expect(shiftSection('A\n===\n\nB\n---\n', 0, 1)?.text).toBe('A\n---\n\n### B\n');
    expect(shiftSection('A\n---\n', 0, -1)?.text).toBe('A\n===\n');
  });
});

test('every byte of every section is there after any move, and what is outside of them has not changed', () => {
  const block = fc.constantFrom('Text.', '- item\n- [ ] task', '> quote\n> # not a section', '```js\n# code\n```', '| a | b |\n|---|---|\n| c | d |', 'trailing  ', '$$\nx\n$$', '<div>\n\nhtml\n\n</div>');
  const heading = fc.oneof(
    fc.record({ level: fc.integer({ min: 1, max: 6 }), name: fc.constantFrom('A', 'B', 'C') }).map(({ level, name }) => `${'#'.repeat(level)} ${name}`),
    fc.constantFrom('Set\n===', 'Set two\n---'),
  );
  const gap = fc.constantFrom('\n', '\n\n', '\n\n\n', '\n \n');
  const piece = fc.record({ source: fc.oneof(block, heading), gap });
  const head = fc.constantFrom('', '---\na: b\n---\n', '\ufeff');
  const tail = fc.constantFrom('', '[x]: y\n', '[^1]: note\n');
  const units = (text: string): readonly string[] => {
    const sections = sectionsOf(text);
    const last = Math.max(0, ...sections.map(({ end }) => end));
    return sections.map(({ start }, at) => text.slice(start, sections[at + 1]?.start ?? last).trimEnd()).toSorted();
  };
  fc.assert(
    fc.property(head, fc.array(piece, { maxLength: 10 }), tail, fc.nat(9), fc.nat(10), fc.boolean(), (before, pieces, after, from, to, crlf) => {
      const body = before + pieces.map(({ source, gap: behind }) => source + behind).join('') + after;
      const text = crlf ? body.replaceAll('\n', '\r\n') : body;
      const edit = moveSection(text, from, to === 10 ? null : to);
      if (edit === null) return;
      expect(units(edit.text)).toEqual(units(text));
      const first = sectionsOf(text)[0]?.start ?? 0;
      expect(edit.text.slice(0, first).trimEnd()).toBe(text.slice(0, first).trimEnd());
      const signs = (value: string): string => [...value].filter((sign) => !/\s/u.test(sign)).toSorted().join('');
      expect(signs(edit.text)).toBe(signs(text));
      // It says where the section went.
      expect(sectionsOf(edit.text)[edit.index]?.text).toBe(sectionsOf(text)[from]?.text);
    }),
    { numRuns: 400 },
  );
});
