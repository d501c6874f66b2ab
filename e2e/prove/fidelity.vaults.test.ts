import { describe, expect, it } from 'vitest';
import { fixturesPath } from '../fixtures-path.ts';
import { proveFolder } from './fidelity-run.ts';

const folder = fixturesPath('vaults');

describe('every note of every fixture vault', () => {
  it.skipIf(folder === null)('saves as the same bytes when nothing was edited, and an edit of one paragraph changes the lines of that paragraph only', { timeout: 600_000 }, async () => {
    if (folder === null) return;
    const { counts, problems, notUtf8 } = await proveFolder({ folder, asked: { variants: false, edits: 1, sessionEdits: 0, commands: 0 }, seed: 1, threads: 2 });
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ notes: 3770, 'notes identical': 3770, 'notes not UTF-8': 1 });
    expect(counts['edits verified']).toBe(counts['edits']);
    expect(counts['edits within their paragraph']).toBe(counts['edits']);
    // The others have no paragraph: frontmatter, a table, a heading, nothing.
    expect(counts['edits']).toBeGreaterThan(3350);
    expect(notUtf8).toEqual(['k8s-community/events/2017/05-leadership-summit/session-notes/1345-1430_SIGGOVERNANCE.md']);
  });
});
