import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { walkQuery, type QueryNode } from './query-tree.ts';

const word = (text: string): QueryNode => ({ kind: 'word', text });
const root = (text: string): QueryNode | null => parseQuery(text).root;
const problems = (text: string) => parseQuery(text).problems.map(({ code, start, end }) => [code, text.slice(start, end)]);

describe('a search', () => {
  it('joins what stands side by side, and binds it closer than OR', () => {
    expect(root('a b OR c')).toEqual({ kind: 'any', parts: [{ kind: 'all', parts: [word('a'), word('b')] }, word('c')] });
    expect(root('a (b OR c)')).toEqual({ kind: 'all', parts: [word('a'), { kind: 'any', parts: [word('b'), word('c')] }] });
  });

  it('reads phrases, tags and what is not to be there', () => {
    expect(root('"big rocket" -old -"very old" -(a b) #work/launch')).toEqual({
      kind: 'all',
      parts: [
        { kind: 'phrase', text: 'big rocket' },
        { kind: 'not', part: word('old') },
        { kind: 'not', part: { kind: 'phrase', text: 'very old' } },
        { kind: 'not', part: { kind: 'all', parts: [word('a'), word('b')] } },
        { kind: 'tag', tag: 'work/launch' },
      ],
    });
  });

  it('reads operators with a word, a phrase, a group or an expression behind them', () => {
    expect(root('path:daily/')).toEqual({ kind: 'place', place: 'path', part: word('daily/') });
    expect(root('FILE:"two words"')).toEqual({ kind: 'place', place: 'file', part: { kind: 'phrase', text: 'two words' } });
    expect(root('line:(a b)')).toEqual({ kind: 'within', unit: 'line', part: { kind: 'all', parts: [word('a'), word('b')] } });
    expect(root('task-todo:""')).toEqual({ kind: 'within', unit: 'task-todo', part: null });
    expect(root('section:/a b/')).toEqual({ kind: 'within', unit: 'section', part: { kind: 'regex', source: 'a b' } });
    expect(root('match-case:Verso')).toEqual({ kind: 'case', exact: true, part: word('Verso') });
    expect(root('tag:#a/')).toEqual({ kind: 'tag', tag: 'a' });
  });

  it('reads properties with their values and comparisons', () => {
    expect(root('[status]')).toEqual({ kind: 'property', name: 'status', tests: [] });
    expect(root('[status:draft OR "in review"]')).toEqual({
      kind: 'property',
      name: 'status',
      tests: [{ comparison: 'has', value: 'draft' }, { comparison: 'has', value: 'in review' }],
    });
    expect(root('["due date":>=2026-01-01]')).toEqual({ kind: 'property', name: 'due date', tests: [{ comparison: '>=', value: '2026-01-01' }] });
    expect(root('modified:>2026-11')).toEqual({ kind: 'time', which: 'modified', comparison: '>', day: '2026-11' });
  });

  it('takes signs in the middle of words for what they are', () => {
    for (const text of ['f(x)', 'a/b/c', '/home/ada', 'https://x.example/y', '[[Note]]', '[x](y)', '10:30', 'a-b', '-', 'or', 'a"b']) {
      expect([text, root(text)]).toEqual([text, word(text)]);
    }
  });

  it('says what is wrong and where, and reads the rest', () => {
    expect(problems('a (b c')).toEqual([['unclosed-group', '(']]);
    expect(root('a (b c')).toEqual({ kind: 'all', parts: [word('a'), { kind: 'all', parts: [word('b'), word('c')] }] });
    expect(problems('a OR')).toEqual([['missing-side', 'OR']]);
    expect(problems('OR b')).toEqual([['missing-side', 'OR']]);
    expect(root('OR b')).toEqual(word('b'));
    expect(problems('x path: y')).toEqual([['missing-value', 'path:']]);
    expect(problems('() a')).toEqual([['empty-group', '()']]);
    expect(problems('a /(/')).toEqual([['bad-regex', '/(/']]);
    expect(problems('created:yesterday')).toEqual([['bad-date', 'created:yesterday']]);
    expect(problems('created:2026-02-30')).toEqual([['bad-date', 'created:2026-02-30']]);
    expect(problems('[status:>]')).toEqual([['bad-property', '[status:>]']]);
    expect(parseQuery('('.repeat(200)).problems.map(({ code }) => code)).toContain('too-deep');
    expect(parseQuery('a '.repeat(1000)).problems.map(({ code }) => code)).toEqual(['too-many']);
  });

  it('takes a phrase that is not closed yet as one', () => {
    expect(parseQuery('"half a phr')).toEqual({ root: { kind: 'phrase', text: 'half a phr' }, problems: [] });
    expect(root('""')).toBeNull();
    expect(root('  ')).toBeNull();
  });

  const pieces = fc.constantFrom('(', ')', '"', '/', '[', ']', ':', '-', 'OR', ' ', 'a', 'line:', 'path:', 'task:', '[p:', '<2', '#', '\\', 'tag:', 'match-case:', '字', '""', 'created:2026');

  it('never fails, tells places that are in the text, and never nests too deep', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
        const parsed = parseQuery(text);
        for (const { start, end } of parsed.problems) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
        if (parsed.root !== null) expect([...walkQuery(parsed.root)].length).toBeLessThan(1000);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back every tree that is written out', () => {
    const { tree } = fc.letrec<{ tree: QueryNode; leaf: QueryNode }>((tie) => ({
      leaf: fc.oneof(
        fc.stringMatching(/^[a-z]{1,6}$/u).map(word),
        fc.stringMatching(/^[a-z]{1,4} [a-z]{1,4}$/u).map((text): QueryNode => ({ kind: 'phrase', text })),
        fc.stringMatching(/^[a-z]{1,6}$/u).map((tag): QueryNode => ({ kind: 'tag', tag })),
        fc.stringMatching(/^[a-z.]{1,6}$/u).map((source): QueryNode => ({ kind: 'regex', source })),
      ),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts): QueryNode => ({ kind: 'all', parts })),
        fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts): QueryNode => ({ kind: 'any', parts })),
        tie('tree').map((part): QueryNode => ({ kind: 'not', part })),
        tie('tree').map((part): QueryNode => ({ kind: 'within', unit: 'line', part })),
        tie('tree').map((part): QueryNode => ({ kind: 'case', exact: true, part })),
      ),
    }));
    fc.assert(
      fc.property(tree, (node) => {
        expect(parseQuery(write(node))).toEqual({ root: node, problems: [] });
      }),
      { numRuns: 500 },
    );
  });
});

function write(node: QueryNode): string {
  const group = (part: QueryNode): string => (part.kind === 'all' || part.kind === 'any' || part.kind === 'not' ? `(${write(part)})` : write(part));
  switch (node.kind) {
    case 'all':
      return node.parts.map(group).join(' ');
    case 'any':
      return node.parts.map(group).join(' OR ');
    case 'not':
      return `-${group(node.part)}`;
    case 'word':
      return node.text;
    case 'phrase':
      return `"${node.text}"`;
    case 'tag':
      return `#${node.tag}`;
    case 'regex':
      return `/${node.source}/`;
    case 'within':
      return `line:${node.part === null ? '""' : group(node.part)}`;
    case 'case':
      return `match-case:${group(node.part)}`;
    default:
      return '';
  }
}
