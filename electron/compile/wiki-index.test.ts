import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { readPage } from './wiki-page.ts';
import { wikiIndex, wikiLog } from './wiki-index.ts';

const dana = readPage(vaultPathSchema.parse('wiki/people/Dana Okafor.md'), '---\ntype: person\n---\n\n## About\n\nDana owns the launch.[^c-000000000001] She likes tea.\n');
const own = readPage(vaultPathSchema.parse('wiki/Reading.md'), 'Mine.\n');

describe('the index and the log', () => {
  it('has one line a page under its kind, and keeps what a person wrote under Notes', () => {
    const text = wikiIndex('# Index\n\nold\n\n## Notes\n\nMine.\n', [own, dana]);
    expect(text).toBe(
      '# Index\n\nWritten by Verso: one line for each page of the wiki.\n\n## People\n\n- [[wiki/people/Dana Okafor|Dana Okafor]]: Dana owns the launch.\n\n## Other pages\n\n- [[wiki/Reading|Reading]]: Mine.\n\n## Notes\n\nMine.\n',
    );
    expect(wikiIndex(text, [dana, own])).toBe(text);
  });
  it('appends an entry and leaves the others alone', () => {
    const entry = { day: '2026-11-23', time: '14:05', action: 'compile', sources: 12, pages: [dana] };
    const once = wikiLog('', entry);
    expect(once).toBe('# Log\n\n## [2026-11-23 14:05] compile | 12 sources → 1 page\n\n- people/Dana Okafor\n');
    expect(wikiLog(once, entry).startsWith(once)).toBe(true);
  });
});
