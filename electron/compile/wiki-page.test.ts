import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { makeClaim } from './claim.test-support.ts';
import { changePage, footnoteOf, readPage } from './wiki-page.ts';

const path = vaultPathSchema.parse('wiki/people/Dana Okafor.md');
const claim = makeClaim({ id: 'c-000000000001' });
const other = makeClaim({ id: 'c-000000000002', text: 'Dana likes tea.', quote: 'I like tea' });
const known = (id: string) => [claim, other].find((candidate) => candidate.id === id) ?? null;
const order = ['About', 'Commitments', 'History'];
const change = (source: string, sections: readonly { heading: string; body: string }[]) =>
  changePage(source, { sections, order, properties: {}, claim: known });

describe('footnoteOf', () => {
  it('names source, block and quote as any Markdown tool shows them', () => {
    expect(footnoteOf(claim)).toBe('[^c-000000000001]: [[2024-03-05 Launch plan ‹7f3a9c›#^m-18332]] "I\'ll own the launch"');
  });
  it('cannot be broken by a quote of markup', () => {
    const line = footnoteOf(makeClaim({ quote: '" ]] [[x]] ![y](https://evil.example/p.png) [^c-000000000009]' }));
    const page = readPage(path, `Text.[^c-000000000001]\n\n${line}\n`);
    expect(page.claimIds).toEqual(['c-000000000001']);
    expect(line.match(/(?<!\\)\[\[/gu)).toHaveLength(1);
  });
});

describe('changePage', () => {
  it('writes a new page in the order of the schema with its footnotes at the end', () => {
    const text = change('', [
      { heading: 'History', body: 'Then.[^c-000000000002]' },
      { heading: 'About', body: 'Dana owns the launch.[^c-000000000001]' },
    ]);
    expect(text).toBe(
      `## About\n\nDana owns the launch.[^c-000000000001]\n\n## History\n\nThen.[^c-000000000002]\n\n${footnoteOf(claim)}\n${footnoteOf(other)}\n`,
    );
    expect(readPage(path, text).sections).toEqual([
      { heading: 'About', body: 'Dana owns the launch.[^c-000000000001]' },
      { heading: 'History', body: 'Then.[^c-000000000002]' },
    ]);
  });

  const edited = `---\ntype: person # hers\n---\n\nIntro of mine.\n\n## About\n\nDana owns the launch.[^c-000000000001]\n\n## My own\n\n*  odd   spacing\n\n\n\n## Notes\n\nMine.[^c-000000000001]\n\n\n`;

  it('keeps every byte of what it was not asked to change', () => {
    const text = change(edited, [{ heading: 'Commitments', body: '- Deck.[^c-000000000002]' }]);
    expect(text).toContain('---\ntype: person # hers\n---\n\nIntro of mine.\n\n## About\n\nDana owns the launch.[^c-000000000001]\n\n## My own\n\n*  odd   spacing\n');
    expect(text.endsWith('## Notes\n\nMine.[^c-000000000001]\n\n\n')).toBe(true);
    expect(text.indexOf('[^c-000000000001]: ')).toBeLessThan(text.indexOf('## Notes'));
  });
  it('is stable: putting the same sections again changes nothing', () => {
    const once = change(edited, [{ heading: 'About', body: 'New.[^c-000000000002]' }]);
    expect(change(once, [{ heading: 'About', body: 'New.[^c-000000000002]' }])).toBe(once);
    expect(change(once, [])).toBe(once);
  });
  it('removes a section and the definitions that nothing refers to', () => {
    const full = change('', [{ heading: 'About', body: 'A.[^c-000000000001]' }, { heading: 'History', body: 'B.[^c-000000000002]' }]);
    const text = change(full, [{ heading: 'History', body: '' }]);
    expect(text).toBe(`## About\n\nA.[^c-000000000001]\n\n${footnoteOf(claim)}\n`);
  });
  it('keeps a definition that it does not know, and Windows line ends', () => {
    const foreign = '## About\r\n\r\nX.[^c-00000000ffff]\r\n\r\n[^c-00000000ffff]: [[Elsewhere]] "x"\r\n';
    const text = change(foreign, [{ heading: 'History', body: 'B.[^c-000000000002]' }]);
    expect(text).toContain('[^c-00000000ffff]: [[Elsewhere]] "x"\r\n');
    expect(text.replace(/\r\n/gu, '')).not.toMatch(/[\r\n]/u);
  });
  it('does not take headings and definitions in code for its own', () => {
    const code = '## About\n\n```\n## Notes\n[^c-000000000001]: no\n```\n\nA.[^c-000000000001]\n';
    expect(change(code, [])).toBe(`${code}\n${footnoteOf(claim)}\n`);
  });
});
