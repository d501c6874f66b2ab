/** The gate on labelled questions: which need the vault, which do not, and the errors it may make. */
import { describe, expect, it } from 'vitest';
import { decideRetrieval, type GateDecision, namesIn } from './gate.ts';
import { bestQuote, sentenceBefore, sentencesOf } from './sentence.ts';

const needsVault = [
  'What did I promise Dana?',
  'When is the launch of Atlas?',
  'Who owns the Atlas launch?',
  'what was my last blood pressure reading',
  'Summarise my meeting with Ravi',
  'What happened last Tuesday?',
  'Did Northwind pay the invoice?',
  'What do we know about @dana?',
  'notes on [[Project Atlas]]',
  'Where did I park the idea about offline sync?',
  'What is the status of "Blue Harvest"?',
  'Was habe ich Dana versprochen?',
  'Qu’est-ce que j’ai promis à Dana ?',
  '我答应了谁？',
  'decisions from 2024-03',
  'Which books did I want to read?',
  'list open questions from yesterday',
  'What did dana@northwind.example ask for?',
  'Who introduced me to Mei?',
  'translate my note about the garden into German',
  'How much did the Lisbon trip cost?',
  'What does the contract with Fabrikam say about notice?',
  'Remind me what our retention policy is',
  'Why did we drop GraphQL?',
  'What are my goals for next year?',
];
const needsNothing = [
  'Hi',
  'hello there!',
  'Thanks, great',
  'Guten Morgen',
  'good night',
  'Rewrite: the quick brown fox jumps over the lazy dog again',
  'Translate to German: "See you at the station at five"',
  'Please proofread:\nTheir are many reasons why this is the case, isnt it.',
  'Shorten this text: It is with great pleasure that we announce the opening.',
  'fix the grammar: he go to school every days',
];
/** Answered from general knowledge, unless a free look finds something that fits. */
const either = ['how do bread machines work', 'what is a monad', 'explain photosynthesis', 'how to sharpen knives'];

function decide(question: string): GateDecision['kind'] {
  return decideRetrieval({ question, mode: 'auto', isFollowUp: false, buffer: '' }).kind;
}

describe('the gate', () => {
  it('looks whenever the vault may be needed, and spares the look where it never is', () => {
    const table = { looked: 0, missed: [] as string[], spared: 0, wasted: [] as string[] };
    for (const question of needsVault) {
      if (decide(question) === 'none') table.missed.push(question);
      else table.looked += 1;
    }
    for (const question of needsNothing) {
      if (decide(question) === 'none') table.spared += 1;
      else table.wasted.push(question);
    }
    expect(table).toEqual({ looked: needsVault.length, missed: [], spared: needsNothing.length, wasted: [] });
  });

  it('knows most personal, dated and named questions as such', () => {
    const sure = needsVault.filter((question) => decide(question) === 'look');
    expect(sure.length / needsVault.length).toBeGreaterThanOrEqual(0.9);
  });

  it.each(either)('leaves %j to a free look', (question) => {
    expect(decide(question)).toBe('probe');
  });

  it('obeys the mode that the person chose', () => {
    const base = { question: 'Hi', isFollowUp: false, buffer: '' };
    expect(decideRetrieval({ ...base, mode: 'notes' }).kind).toBe('look');
    expect(decideRetrieval({ ...base, question: 'What did I promise?', mode: 'general' }).kind).toBe('none');
  });

  it.each(['Make it shorter', 'as a table please', 'in German', 'Shorter', 'and now translate that into French'])(
    'takes %j as a request about the last answer',
    (question) => {
      expect(decideRetrieval({ question, mode: 'auto', isFollowUp: true, buffer: '' })).toEqual({ kind: 'none', reason: 'form' });
    },
  );

  it('does not look again for what the passages at hand hold, and does where a name is missing', () => {
    const buffer = 'Dana Lee owns the launch of Atlas.';
    const ask = (question: string) => decideRetrieval({ question, mode: 'auto', isFollowUp: true, buffer }).kind;
    expect(ask('Who owns the launch of Atlas?')).toBe('none');
    expect(ask('And does Ravi own Atlas?')).toBe('look');
  });

  it('reads the names of a question', () => {
    expect(namesIn('Did Dana Lee tell "Blue Harvest" or [[Project Atlas|it]]?')).toEqual(['Dana Lee', 'Blue Harvest', 'Project Atlas']);
  });
});

describe('sentences', () => {
  it('end where readers end them', () => {
    const text = 'Dana owns it. The budget is 3.5 million! Really?\nNext line\n\n日本語です。終わり。';
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Dana owns it.',
      'The budget is 3.5 million!',
      'Really?',
      'Next line',
      '日本語です。',
      '終わり。',
    ]);
  });

  it('belong to the marker behind them, with or without earlier markers', () => {
    const answer = 'First one. Dana owns it[^1][^2]';
    const span = sentenceBefore(answer, answer.length);
    expect(answer.slice(span.start, span.end)).toBe('Dana owns it');
    const behind = 'First one. Dana owns it.';
    const ended = sentenceBefore(behind, behind.length);
    expect(behind.slice(ended.start, ended.end)).toBe('Dana owns it.');
  });

  it('give the words of a passage that carry them', () => {
    const passage = 'Hello all. I will own the launch of Atlas. See you.';
    const span = bestQuote(passage, 'Dana owns the Atlas launch[^1]');
    expect(passage.slice(span.start, span.end)).toBe('I will own the launch of Atlas.');
  });

  it('are cut to a quote that stands in the passage', () => {
    const passage = `${'word '.repeat(200)}end.`;
    const span = bestQuote(passage, 'word');
    expect(passage.slice(span.start, span.end).length).toBeLessThanOrEqual(300);
  });
});
