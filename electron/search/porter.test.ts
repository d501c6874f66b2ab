import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { openWritable } from '../db/database.ts';
import { porterStem } from './porter.ts';
import { fold, searchWords } from './words.ts';

/** SQLite's own stems of words, one query each. */
function sqliteStems(words: readonly string[]): readonly string[] {
  const db = openWritable(':memory:', { durable: false });
  db.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')");
  db.exec("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)");
  db.transaction(() => {
    for (const [index, word] of words.entries()) db.run('INSERT INTO t(rowid, x) VALUES(?, ?)', index + 1, word);
  });
  const found = db.all<{ term: string; doc: number }>('SELECT term, doc FROM v');
  db.close();
  const stems: string[] = words.map(() => '');
  for (const row of found) stems[row.doc - 1] = row.term;
  return stems;
}

const samples =
  'caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize probate rate cease controll roll meeting yes yy y by geology analogy'.split(' ');

describe('the stemmer', () => {
  it('stems the published examples as SQLite does', () => {
    expect(samples.map(porterStem)).toEqual(sqliteStems(samples));
  });

  const vaults = fixturesPath('vaults');
  it.skipIf(vaults === null)('stems every word of real vaults as SQLite does', () => {
    const words = new Set<string>();
    for (const entry of readdirSync(vaults ?? '', { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !entry.name.endsWith('.md') || statSync(file).size > 200_000) continue;
      for (const word of searchWords(readFileSync(file, 'utf8'))) if (word.length < 40) words.add(word);
    }
    const list = [...words].filter((word) => fold(word) === word);
    const stems = sqliteStems(list);
    const different = list.filter((word, index) => stems[index] !== '' && porterStem(word) !== stems[index]);
    expect(different.slice(0, 20)).toEqual([]);
    expect(list.length).toBeGreaterThan(10_000);
  });
});
