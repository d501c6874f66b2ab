import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fixturesPath } from '../fixtures-path.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

/** Real notes of other people, opened and edited in the real app: one paragraph each. */
const cases = [
  { vault: 'obsidian-help', file: 'en/Editing and formatting/Callouts.md', paragraph: 'Use callouts to include' },
  { vault: 'obsidian-help', file: 'en/Editing and formatting/Basic formatting syntax.md', paragraph: 'To enable this feature:' },
  { vault: 'kepano', file: 'Clippings/Buy wisely.md', paragraph: 'Whenever I buy things' },
  { vault: 'js-primer-ja', file: 'source/basic/string-unicode/Unicode-Column.md', paragraph: '<!-- このコラムは本' },
] as const;

for (const { vault, file, paragraph } of cases) {
  const source = fixturesPath('vaults', vault);
  test.describe(`${vault}: ${file}`, () => {
    test.use({ vaultSource: source ?? 'small' });
    test.skip(source === null, 'the fixtures are not here');

    test('one edited paragraph changes one line of one file', async ({ page, home }) => {
      const note = new NotePage(page, home);
      const before = filesOf(home.vault);
      const lines = (before.get(file) ?? '').split('\n');
      await note.open(path.basename(file, '.md'));
      await note.caretAfter(paragraph);
      await note.type(' (tested)');
      await note.expectInFile(file, '(tested)');
      const after = filesOf(home.vault);
      expect([...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)).toEqual([file]);
      const changed = (after.get(file) ?? '').split('\n').filter((line, index) => line !== lines[index]);
      expect(changed).toHaveLength(1);
      expect(changed[0]?.replace(' (tested)', '')).toBe(lines.find((line) => line.startsWith(paragraph)));
    });
  });
}

/** Every file's text by its name. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(names.filter((name) => statSync(path.join(folder, name)).isFile()).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
