/** Matches a person's pattern beside the window, which can end it when it takes too long. */
import { matchTexts } from './match-text.ts';

self.addEventListener('message', (event: MessageEvent<{ readonly texts: readonly string[]; readonly source: string; readonly flags: string }>) => {
  const { texts, source, flags } = event.data;
  self.postMessage(matchTexts(texts, new RegExp(source, flags)));
});
