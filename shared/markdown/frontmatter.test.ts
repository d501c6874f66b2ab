import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readVaultFiles } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { findFrontmatter } from './frontmatter-extent.ts';
import { aliasesOf, frontmatterTags, readFrontmatter, readSimpleYaml, setProperty, frontmatterYaml, withFrontmatterYaml } from './frontmatter.ts';

describe('readFrontmatter', () => {
  it('reads properties and their place', () => {
    const text = '---\ntitle: A note\ncount: 3\ndone: true\ntags:\n  - one\n  - two\n---\nBody';
    const found = readFrontmatter(text);
    expect(found?.properties).toEqual({ title: 'A note', count: 3, done: true, tags: ['one', 'two'] });
    expect(text.slice(found?.range.start, found?.range.end)).toBe(text.slice(0, text.indexOf('\nBody')));
    expect(text.slice(found?.bodyStart)).toBe('Body');
  });
  it('is only at the start, behind a BOM, and needs its closing fence', () => {
    expect(readFrontmatter('\ufeff---\na: 1\n---\n')?.properties).toEqual({ a: 1 });
    expect(readFrontmatter('\n---\na: 1\n---\n')).toBeNull();
    expect(readFrontmatter('---\na: 1\n')).toBeNull();
    expect(readFrontmatter('---\n---\n')?.properties).toEqual({});
  });
  it('says what is wrong with broken YAML, and where', () => {
    const found = readFrontmatter('---\na: 1\nb: [\n---\n');
    expect(found?.properties).toEqual({});
    expect(found?.error?.line).toBeGreaterThanOrEqual(3);
  });
  it('does not blow up on aliases that expand without end', () => {
    const lines = ['a: &a [x, x]', ...Array.from({ length: 20 }, (_, index) => `b${index}: &b${index} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]`)];
    const found = readFrontmatter(`---\n${lines.join('\n')}\n---\n`);
    expect(found?.error).toBeDefined();
  });
  it('reads aliases and tags however they are written', () => {
    expect(aliasesOf({ aliases: ['a', 'b'] })).toEqual(['a', 'b']);
    expect(aliasesOf({ alias: 'a, b' })).toEqual(['a', 'b']);
    expect(frontmatterTags({ tags: '#one two, three' })).toEqual(['one', 'two', 'three']);
  });
});

describe('the fast reader', () => {
  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('agrees with the full parser wherever it answers', () => {
    if (folder === null) return;
    let answered = 0;
    for (const { text } of readVaultFiles(folder).files) {
      const found = findFrontmatter(text);
      if (found === null) continue;
      const source = text.slice(found.content.start, found.content.end);
      const simple = readSimpleYaml(source);
      if (simple === null) continue;
      answered += 1;
      expect(simple).toEqual(parseDocument(source).toJS() ?? {});
    }
    expect(answered).toBeGreaterThan(400);
  });
  it('agrees on made-up YAML', () => {
    const scalar = fc.constantFrom('a', 'a b', '1', '-2', '3.5', 'true', 'null', '~', '', '"q"', "'q'", '1.2.3', '2024-01-02', '12:30', '[a, b]', '[]', 'x: y', 'a #b', '#c', '0x1f', '1e3', '.5', '+1', 'No', '[[X]]', '"[[X]]"', '{a: 1}', '- a', '@x', '001', '1_000', 'é', '?', '-', 'a:', '0o7', '.inf', '.nan', '&a', '*a', '!t', '|', '>', '%', '`');
    const line = fc.tuple(fc.constantFrom('a', 'b', 'my key', 'Å', 'true', '1', 'null'), scalar).map(([key, value]) => `${key}: ${value}`);
    const item = scalar.map((value) => `  - ${value}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(line, item), { maxLength: 5 }), (lines) => {
        const source = lines.join('\n');
        const simple = readSimpleYaml(source);
        if (simple === null) return;
        const full = parseDocument(source, { logLevel: 'silent' });
        expect(full.errors).toEqual([]);
        expect(simple).toEqual(full.toJS() ?? {});
      }),
      { numRuns: 2000 },
    );
  });
});

describe('setProperty', () => {
  const text = '---\n# kept\ntitle: "A"   # why\ntags:\n  - one\n  - two\nlast: 1\n---\n\nBody\n';
  it('changes the lines of one key and nothing else', () => {
    expect(setProperty(text, 'title', 'B')).toBe(text.replace('title: "A"   # why', 'title: "B"   # why'));
    expect(setProperty(text, 'tags', ['three'])).toBe(text.replace('  - one\n  - two', '  - three'));
    expect(setProperty(text, 'last', 2)).toBe(text.replace('last: 1', 'last: 2'));
  });
  it('adds and removes a key', () => {
    expect(setProperty(text, 'new', true)).toBe(text.replace('last: 1\n', 'last: 1\nnew: true\n'));
    expect(setProperty(text, 'tags', undefined)).toBe(text.replace('tags:\n  - one\n  - two\n', ''));
    expect(setProperty(text, 'last', undefined)).toBe(text.replace('last: 1\n', ''));
  });
  it('makes frontmatter where there is none, and fills empty frontmatter', () => {
    expect(setProperty('Body\n', 'a', 1)).toBe('---\na: 1\n---\nBody\n');
    expect(setProperty('---\n---\nBody\n', 'a', 1)).toBe('---\na: 1\n---\nBody\n');
    expect(setProperty('---\n\n---\nBody\n', 'a', 1)).toContain('a: 1\n');
    expect(setProperty('Body\n', 'a', undefined)).toBe('Body\n');
  });
  it('keeps Windows line ends', () => {
    expect(setProperty('---\r\na: 1\r\nb: 2\r\n---\r\nBody\r\n', 'a', 3)).toBe('---\r\na: 3\r\nb: 2\r\n---\r\nBody\r\n');
    expect(setProperty('---\r\na: 1\r\n---\r\n', 'b', ['x'])).toBe('---\r\na: 1\r\nb:\r\n  - x\r\n---\r\n');
  });
  it('quotes what YAML would misread', () => {
    const set = setProperty('x', 'up', '[[Note]]');
    expect(readFrontmatter(set ?? '')?.properties).toEqual({ up: '[[Note]]' });
    expect(readFrontmatter(setProperty('x', 'n', '123') ?? '')?.properties).toEqual({ n: '123' });
  });
  it('refuses what it cannot read', () => {
    expect(setProperty('---\na: [\n---\n', 'b', 1)).toBeNull();
    expect(setProperty('---\n- list\n---\n', 'b', 1)).toBeNull();
  });
  it('reads back what it wrote, and leaves the other keys alone', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
    fc.assert(
      fc.property(value, fc.constantFrom('title', 'tags', 'last', 'other'), (set, key) => {
        const changed = setProperty(text, key, set);
        const properties = readFrontmatter(changed ?? '')?.properties ?? {};
        expect(properties[key]).toEqual(set);
        for (const other of ['title', 'tags', 'last']) {
          if (other !== key) expect(properties[other]).toEqual(readFrontmatter(text)?.properties[other]);
        }
        expect(changed?.endsWith('---\n\nBody\n')).toBe(true);
      }),
    );
  });
});

describe('the YAML of a note as a whole', () => {
  it('is read and replaced between the fences, which come and go with it', () => {
    const note = '\ufeff---\r\n# mine\r\na: 1\r\n---\r\ntext';
    expect(frontmatterYaml(note)).toBe('# mine\r\na: 1');
    expect(withFrontmatterYaml(note, '# mine\na: 2')).toBe('\ufeff---\r\n# mine\r\na: 2\r\n---\r\ntext');
    expect(withFrontmatterYaml(note, '')).toBe('\ufefftext');
    expect(withFrontmatterYaml('text\n', 'a: 1')).toBe('---\na: 1\n---\ntext\n');
    expect(withFrontmatterYaml('---\n---\ntext\n', 'a: 1')).toBe('---\na: 1\n---\ntext\n');
    expect(frontmatterYaml('text')).toBe('');
  });
});
