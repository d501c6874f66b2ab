import { describe, expect, it } from 'vitest';
import { linkIndexOf } from '#shared/markdown/resolve-link.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import { rewriteLinks } from './link-rewrite.ts';
import { applyEdits } from './text-edit.ts';

const paths = ['Note.md', 'a/Target.md', 'a/Other.md', 'b/Other.md', 'pictures/p (1).png', 'a/My Note.md', 'a/Source.md'];

/** Rewrites a note at `source` after some files moved. */
function after(text: string, moves: Readonly<Record<string, string>>, source = 'Note.md'): string | null {
  const moved = new Map(Object.entries(moves));
  const { edits } = rewriteLinks(text, scanNote(text), { path: source, after: () => moved.get(source) ?? source }, {
    before: linkIndexOf(paths),
    after: linkIndexOf(paths.map((path) => moved.get(path) ?? path)),
    end: (end) => ({ ...end, path: moved.get(end.path) ?? end.path }),
  });
  return edits.length === 0 ? null : applyEdits(text, edits);
}

describe('links of a note after a move', () => {
  it('follow a renamed note in every form', () => {
    const text = [
      '[[Target]] [[Target|shown]] [[Target#Heading]] [[Target#^id|x]] ![[Target]] [[a/Target]] [[Target.md]] [[target]]',
      '[text](a/Target.md) [text](<a/Target.md> "title") [text](Target.md#heading) [ref][r] ![[pictures/p (1).png]]',
      '| [[Target\\|cell]] |',
      '',
      '[r]: a/Target.md "title"',
    ].join('\n');
    expect(after(text, { 'a/Target.md': 'b/New name.md' })).toBe(
      [
        '[[New name]] [[New name|shown]] [[New name#Heading]] [[New name#^id|x]] ![[New name]] [[b/New name]] [[New name.md]] [[New name]]',
        '[text](b/New%20name.md) [text](<b/New name.md> "title") [text](New%20name.md#heading) [ref][r] ![[pictures/p (1).png]]',
        '| [[New name\\|cell]] |',
        '',
        '[r]: b/New%20name.md "title"',
      ].join('\n'),
    );
  });

  it('stay as they are when they still lead to the same file', () => {
    expect(after('[[Target]] and [[Nowhere]] and [web](https://a.b/Target.md)', { 'a/Target.md': 'b/Target.md' })).toBeNull();
  });

  it('are not touched in code', () => {
    expect(after('`[[Target]]`\n\n```\n[[Target]]\n[r]: a/Target.md\n```\n', { 'a/Target.md': 'b/New.md' })).toBeNull();
  });

  it('lead where they led when the note itself moves', () => {
    expect(after('[x](Target.md) [[Other]] [y](./My%20Note.md)', { 'a/Source.md': 'b/Source.md' }, 'a/Source.md')).toBe(
      '[x](Target.md) [[a/Other]] [y](../a/My%20Note.md)',
    );
  });

  it('say more when a moved note takes the name that they used', () => {
    // `Other` meant a/Other (the shortest path); once Note.md is called Other.md, it would mean that.
    expect(after('[[Other]]', { 'Note.md': 'Other.md' }, 'pictures/x.md')).toBe('[[a/Other]]');
  });

  it('keep encoded names and odd characters readable', () => {
    expect(after('![](pictures/p%20%281%29.png)', { 'pictures/p (1).png': 'pictures/q (2).png' })).toBe('![](pictures/q%20%282%29.png)');
  });

  it('keep their manner: relative, from the root, with and without extension, encoded as they were', () => {
    expect(after('[a](./Target.md) [b](../a/Target.md) [c](/a/Target.md) [d](/a/Target) [[/a/Target]] [e](Target)', { 'a/Target.md': 'b/Né w.md' }, 'a/Source.md')).toBe(
      '[a](../b/Né%20w.md) [b](../b/Né%20w.md) [c](/b/Né%20w.md) [d](/b/Né%20w) [[/b/Né w]] [e](Né%20w)',
    );
    expect(after('[a](a%2FMy%20Note.md)', { 'a/My Note.md': 'a/x y.md' })).toBe('[a](a/x%20y.md)');
    const encoded = rewriteEncoded();
    expect(encoded).toBe('[é](caf%C3%A9%20neu.md)');
  });

  it('change their case with the file where they were written in its old name, and only there', () => {
    expect(after('[[Target]] [[target]] [[TARGET|x]]', { 'a/Target.md': 'a/tarGet.md' })).toBe('[[tarGet]] [[target]] [[TARGET|x]]');
  });

  it('become Markdown links where brackets cannot hold the new name', () => {
    expect(after('[[Target]] [[Target#H|x]] ![[Target]]', { 'a/Target.md': 'a/C# [x].md' })).toBe(
      '[Target](a/C%23%20[x].md) [x](a/C%23%20[x].md#H) ![Target](a/C%23%20[x].md)',
    );
    const back = scanNote('[Target](a/C%23%20[x].md#H)').links[0];
    expect(back).toMatchObject({ target: 'a/C# [x].md', heading: 'H' });
  });

  it('in properties stay inside their quotes', () => {
    expect(after('---\nup: "[[Target]]"\nall:\n  - \'[[Target|t]]\'\n---\n', { 'a/Target.md': 'a/Say "it\'s".md' })).toBe(
      '---\nup: "[[Say \\"it\'s\\"]]"\nall:\n  - \'[[Say "it\'\'s"|t]]\'\n---\n',
    );
  });
});

function rewriteEncoded(): string {
  const text = '[é](caf%C3%A9.md)';
  const moved = new Map([['café.md', 'café neu.md']]);
  const { edits } = rewriteLinks(text, scanNote(text), { path: 'Note.md', after: () => 'Note.md' }, {
    before: linkIndexOf(['café.md', 'Note.md']),
    after: linkIndexOf(['café neu.md', 'Note.md']),
    end: (end) => ({ ...end, path: moved.get(end.path) ?? end.path }),
  });
  return applyEdits(text, edits);
}
