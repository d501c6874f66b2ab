import { describe, expect, it } from 'vitest';
import { markNumbers, proseDiff, type ProseBlock } from './prose-diff.ts';

const show = (blocks: readonly ProseBlock[]): readonly string[] =>
  blocks.map(({ item, runs }) => {
    const text = runs.map(({ change, tokens }) => {
      const words = tokens.map((token) => (token.kind === 'mark' ? '°' : token.text)).join('');
      return change === 'same' ? words : `${change === 'added' ? '+' : '-'}{${words}}`;
    });
    return `${item ? '• ' : ''}${text.join('')}`;
  });

describe('proseDiff', () => {
  it('shows a new section as added text with its links and marks', () => {
    expect(show(proseDiff('', 'Dana owns [[wiki/projects/Apollo|Apollo]].[^c-000000000001]\n\n- a \\*b\\*'))).toEqual(['+{Dana owns Apollo.°}', '• +{a *b*}']);
  });
  it('marks only the words that change, and keeps them in place', () => {
    expect(show(proseDiff('Dana owns the launch.[^c-000000000001]', 'Dana Okafor owns the launch.[^c-000000000001] She likes tea.[^c-000000000002]'))).toEqual([
      'Dana +{Okafor }owns the launch.°+{ She likes tea.°}',
    ]);
  });
  it('shows what is taken away', () => {
    expect(show(proseDiff('- one[^c-000000000001]\n- two[^c-000000000002]', '- two[^c-000000000002]'))).toEqual(['• -{one°}', '• two°']);
  });
  it('numbers marks in the order of the text', () => {
    expect([...markNumbers('b[^c-00000000000b] a[^c-00000000000a]', 'c[^c-00000000000c]').values()]).toEqual([1, 2, 3]);
  });
});
