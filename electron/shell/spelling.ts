/**
 * Which languages spelling is checked in. On macOS the system knows; elsewhere Chromium fetches a
 * dictionary from the network for each language, so that there is none until the person names one.
 */
import type { Session } from 'electron';

export type SpellingSession = Pick<Session, 'availableSpellCheckerLanguages' | 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages'>;

/** Those that Chromium has, in its own spelling: `en_gb` is `en-GB`, and `pt` the first `pt-…`. */
export function spellingLanguages(wanted: readonly string[], available: readonly string[]): string[] {
  const found = wanted.flatMap((language) => {
    const key = language.trim().replaceAll('_', '-').toLowerCase();
    const known = key === '' ? undefined : (available.find((each) => each.toLowerCase() === key) ?? available.find((each) => each.toLowerCase().startsWith(`${key}-`)));
    return known === undefined ? [] : [known];
  });
  return [...new Set(found)];
}

/** Whether a window that is made now is to have a spell checker. */
export function checksSpelling(platform: NodeJS.Platform, wanted: readonly string[]): boolean {
  return platform === 'darwin' || wanted.length > 0;
}

export function applySpelling(session: SpellingSession, platform: NodeJS.Platform, wanted: readonly string[]): void {
  if (platform === 'darwin') return;
  const languages = spellingLanguages(wanted, session.availableSpellCheckerLanguages);
  session.setSpellCheckerEnabled(languages.length > 0);
  if (languages.length > 0) session.setSpellCheckerLanguages(languages);
}
