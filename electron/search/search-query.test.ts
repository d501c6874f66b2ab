import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWritable } from '../db/database.ts';
import { phraseExpression, wordExpression } from './match-expression.ts';
import { parseSearchQuery } from './search-query.ts';
import { contentWords, searchWords } from './words.ts';

describe('the search box', () => {
  it('reads words, phrases, exclusions and filters', () => {
    expect(parseSearchQuery('launch "big rocket" -old -"very old" path:notes/ -file:x tag:#work #home')).toEqual({
      words: 'launch',
      phrases: ['big rocket'],
      without: ['old', 'very old'],
      filters: [
        { kind: 'path', value: 'notes/', negated: false },
        { kind: 'file', value: 'x', negated: true },
        { kind: 'tag', value: '#work', negated: false },
        { kind: 'tag', value: 'home', negated: false },
      ],
    });
  });

  it('takes a phrase that is not closed yet, and a lone operator as words', () => {
    expect(parseSearchQuery('"half a phr').phrases).toEqual(['half a phr']);
    expect(parseSearchQuery('path: x').words).toContain('x');
    expect(parseSearchQuery('- "" x').without).toEqual([]);
  });

  it('never makes an expression that SQLite refuses', () => {
    const db = openWritable(':memory:', { durable: false });
    db.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')");
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const query = parseSearchQuery(text);
        const expressions = [
          ...contentWords(searchWords(query.words)).map(wordExpression),
          ...[...query.phrases, ...query.without].map(phraseExpression).filter((phrase) => phrase !== null),
        ];
        if (expressions.length > 0) db.all('SELECT rowid FROM t WHERE t MATCH ?', expressions.join(' OR '));
      }),
      { numRuns: 500 },
    );
    db.close();
  });
});
