import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readVaultFiles } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { findFrontmatter } from './frontmatter-extent.ts';
import { renameKey, spliceValue } from './property-splice.ts';

const source = '# about\ntitle: "A"   # why\nempty:\ntags:\n  - one\n  # the second\n  - two # b\nflow: [a, "b c"]  # f\nup: \'[[N]]\'\nnested:\n  a: 1\nlast: 3';

describe('spliceValue', () => {
  it('keeps quotes, comments and spaces around one value', () => {
    expect(spliceValue(source, 'title', 'B')).toBe(source.replace('"A"', '"B"'));
    expect(spliceValue(source, 'up', "[[O'N]]")).toBe(source.replace("'[[N]]'", "'[[O''N]]'"));
    expect(spliceValue(source, 'last', true)).toBe(source.replace('last: 3', 'last: true'));
    expect(spliceValue(source, 'last', null)).toBe(source.replace('last: 3', 'last:'));
    expect(spliceValue(source, 'empty', 'x: y')).toBe(source.replace('empty:', 'empty: "x: y"'));
  });

  it('touches only the lines of the items that come or go', () => {
    expect(spliceValue(source, 'tags', ['one', 'three', 'two'])).toBe(source.replace('  # the second', '  - three\n  # the second'));
    expect(spliceValue(source, 'tags', ['one'])).toBe(source.replace('\n  # the second\n  - two # b', ''));
    expect(spliceValue(source, 'tags', ['two'])).toBe(source.replace('  - one\n', ''));
    expect(spliceValue(source, 'flow', ['a', 'b c', 'd, e'])).toBe(source.replace('[a, "b c"]', '[a, "b c", "d, e"]'));
    expect(spliceValue(source, 'flow', [])).toBe(source.replace('[a, "b c"]', '[]'));
  });

  it('leaves to new lines what cannot be said in place', () => {
    for (const [key, value] of [['nested', 'x'], ['none', 'x'], ['tags', 'x'], ['title', ['x']], ['tags', []]] as const) {
      expect(spliceValue(source, key, value)).toBeNull();
    }
    expect(spliceValue('a: [', 'a', 'x')).toBeNull();
  });

  it('says exactly the value, and all others as before', () => {
    const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.constantFrom('title', 'empty', 'up', 'last'), plain, (key, value) => {
        const spliced = spliceValue(source, key, value);
        expect(spliced).not.toBeNull();
        expect(parseDocument(spliced ?? '').toJS()).toEqual({ ...parseDocument(source).toJS(), [key]: value });
        for (const comment of ['# about', '   # why', '  # the second', ' # b', '  # f']) expect(spliced).toContain(comment);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom('tags', 'flow'), fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (key, value) => {
        const spliced = spliceValue(source, key, value);
        if (spliced !== null) expect(parseDocument(spliced).toJS()).toEqual({ ...parseDocument(source).toJS(), [key]: value });
      }),
    );
  });

  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('changes one line for one value in every note of the fixture vaults', () => {
    if (folder === null) return;
    let changed = 0;
    for (const { text } of readVaultFiles(folder).files) {
      const found = findFrontmatter(text);
      if (found === null) continue;
      const yaml = text.slice(found.content.start, found.content.end);
      const properties: unknown = parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false }).toJS();
      if (typeof properties !== 'object' || properties === null) continue;
      for (const [key, value] of Object.entries(properties)) {
        if (typeof value !== 'string' || value.includes('\n')) continue;
        const spliced = spliceValue(yaml, key, `${value} x`);
        if (spliced === null) continue;
        changed += 1;
        const [before, after] = [yaml.split('\n'), spliced.split('\n')];
        expect(after.length).toBe(before.length);
        expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
        break;
      }
    }
    expect(changed).toBeGreaterThan(300);
  });
});

describe('renameKey', () => {
  it('changes the name and nothing else', () => {
    expect(renameKey(source, 'tags', 'labels')).toBe(source.replace('tags:', 'labels:'));
    expect(renameKey(source, 'title', 'a: b')).toBe(source.replace('title:', '"a: b":'));
  });

  it('does not give two properties one name', () => {
    expect(renameKey(source, 'title', 'up')).toBeNull();
    expect(renameKey(source, 'none', 'x')).toBeNull();
    expect(renameKey(source, 'title', ' ')).toBeNull();
  });
});
