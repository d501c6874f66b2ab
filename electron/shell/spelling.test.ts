import { expect, it } from 'vitest';
import { applySpelling, checksSpelling, spellingLanguages, type SpellingSession } from './spelling.ts';

const available = ['de', 'en-GB', 'en-US', 'pt-BR', 'pt-PT'];

it('takes the languages that Chromium has, however they are written, each once', () => {
  expect(spellingLanguages(['EN_gb', 'de', 'en-GB', 'xx', ''], available)).toEqual(['en-GB', 'de']);
  expect(spellingLanguages(['pt'], available)).toEqual(['pt-BR']);
});

it('asks for no dictionary until a language is named, and leaves macOS to its own', () => {
  const calls: unknown[] = [];
  const session: SpellingSession = {
    availableSpellCheckerLanguages: available,
    setSpellCheckerEnabled: (enabled) => void calls.push(enabled),
    setSpellCheckerLanguages: (languages) => void calls.push(languages),
  };
  applySpelling(session, 'linux', []);
  applySpelling(session, 'win32', ['de']);
  applySpelling(session, 'darwin', ['de']);
  expect(calls).toEqual([false, true, ['de']]);
  expect([checksSpelling('linux', []), checksSpelling('linux', ['de']), checksSpelling('darwin', [])]).toEqual([false, true, true]);
});
