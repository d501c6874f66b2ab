import { expect, test } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { noteFragment, windowPlace } from './window-place.ts';

test('a window knows its note by its address, whatever the name', () => {
  for (const name of ['Start here.md', 'people/Dana Okafor #1 & 50%.md', '日本語/旅行.md']) {
    const path = vaultPathSchema.parse(name);
    expect(windowPlace(noteFragment(path))).toEqual({ kind: 'note', path });
  }
});

test('any other address is that of an ordinary window, or of quick capture', () => {
  for (const fragment of ['', '#main', '#note=', '#note=..%2Fsecret.md', '#note=%', '#note=%2Fetc%2Fpasswd']) expect(windowPlace(fragment)).toEqual({ kind: 'main' });
  expect(windowPlace('#capture')).toEqual({ kind: 'capture' });
});
