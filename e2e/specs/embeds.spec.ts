import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { samplePdf, sampleWav } from '../harness/sample-files.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const sourceNote = `---
tags: [bread]
---
# Bread book

The starter is old. ^starter

## Rye

- flour
- water

## Wheat

Soft.
`;

/** Opens a note with this text beside a note to embed; showing it must not change a byte. */
async function shown(note: NotePage, text: string): Promise<void> {
  note.write('Bread book.md', sourceNote);
  note.write('Embedding.md', text);
  await note.open('Embedding');
}

function embedOf(note: NotePage, name: string): Locator {
  return note.text.getByRole('group', { name: `From ${name}`, exact: true }).first();
}

test('a note, a part of it and one block are shown where they are embedded, and no file changes', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = 'Above.\n\n![[Bread book]]\n\n![[Bread book#Rye]]\n\n![[Bread book#^starter]]\n\nBelow.\n';
  await shown(note, text);
  await expect(embedOf(note, 'Bread book').getByRole('heading')).toHaveText(['Bread book', 'Rye', 'Wheat']);
  await expect(embedOf(note, 'Bread book > Rye').getByRole('listitem')).toHaveText(['flour', 'water']);
  await expect(embedOf(note, 'Bread book > Rye')).not.toContainText('Soft');
  await expect(embedOf(note, 'Bread book > ^starter')).toContainText('The starter is old.');
  await note.caretAfter('Below.');
  await note.type(' More.');
  await note.expectFile('Embedding.md', text.replace('Below.', 'Below. More.'));
  expect(note.read('Bread book.md')).toBe(sourceNote);
});

test('an embed follows its note, and opens it', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, '![[Bread book#Rye]]\n');
  await expect(embedOf(note, 'Bread book > Rye').getByRole('listitem')).toHaveCount(2);
  note.write('Bread book.md', sourceNote.replace('- water', '- water\n- salt'));
  await expect(embedOf(note, 'Bread book > Rye').getByRole('listitem')).toHaveText(['flour', 'water', 'salt']);
  await embedOf(note, 'Bread book > Rye').getByRole('button', { name: 'Open Bread book > Rye' }).click();
  await expect(note.title).toHaveValue('Bread book');
});

test('a missing note says so and can be made; a missing part names its note', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, '![[Bread book#Spelt]]\n\n![[Not yet written]]\n');
  await expect(note.text).toContainText('There is no “Spelt” in Bread book');
  await expect(note.text).toContainText('Not yet written is not in the vault');
  await note.text.getByRole('button', { name: 'Create the note' }).click();
  await expect(note.title).toHaveValue('Not yet written');
  expect(note.read('Not yet written.md')).toBe('');
});

test('notes that embed each other end', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Left.md', 'Left hand\n\n![[Right]]\n');
  note.write('Right.md', 'Right hand\n\n![[Left]]\n\n![[Right]]\n');
  await note.open('Left');
  await expect(embedOf(note, 'Right')).toContainText('Right hand');
  await expect(note.text.getByText('The note is not shown within itself').first()).toBeVisible();
});

test('the source of an embed is edited in place and read again', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, 'Above.\n\n![[Bread book#Rye]]\n');
  await embedOf(note, 'Bread book > Rye').getByRole('button', { name: 'Edit the embed' }).click();
  await expect(note.text).toContainText('![[Bread book#Rye]]');
  for (let back = 0; back < 3; back += 1) await page.keyboard.press('Backspace');
  await note.type('Wheat');
  // The list of headings is offered here too.
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowUp');
  await expect(embedOf(note, 'Bread book > Wheat')).toContainText('Soft.');
  await note.expectFile('Embedding.md', 'Above.\n\n![[Bread book#Wheat]]\n');
});

test('a PDF opens at its page and is turned by keys; sound is asked for in ranges', async ({ page, home }) => {
  const note = new NotePage(page, home);
  writeFileSync(path.join(home.vault, 'deck.pdf'), samplePdf(['First page', 'Second page', 'Third page']));
  writeFileSync(path.join(home.vault, 'tone.wav'), sampleWav(2));
  const ranges: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('tone.wav')) ranges.push(response.status());
  });
  await shown(note, '![[deck.pdf#page=2&height=260]]\n\n![[tone.wav]]\n\n![[board.canvas]]\n');
  const frame = note.text.getByRole('group', { name: 'Page 2 of 3, deck.pdf' });
  await expect(frame.locator('.pdf-text')).toHaveText('Second page');
  await frame.focus();
  await page.keyboard.press('ArrowRight');
  await expect(note.text.getByRole('group', { name: 'Page 3 of 3, deck.pdf' }).locator('.pdf-text')).toHaveText('Third page');
  await expect(note.text.getByRole('button', { name: 'Next page' })).toBeDisabled();
  const sound = note.text.locator('audio');
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => Math.round(audio.duration))).toBe(2);
  expect(ranges).toContain(206);
  expect(note.read('Embedding.md')).toBe('![[deck.pdf#page=2&height=260]]\n\n![[tone.wav]]\n\n![[board.canvas]]\n');
});

test('pictures have their written size, and the keyboard changes that size and nothing else', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = 'One ![[deck.png|100]] two ![Alt|120x60](assets/deck.png) three ![80](assets/deck.png).\n\nLast.\n';
  await shown(note, text);
  const pictures = note.text.locator('img:not(.ProseMirror-separator)');
  await expect(pictures).toHaveCount(3);
  await expect(pictures.nth(0)).toHaveJSProperty('width', 100);
  await expect(pictures.nth(1)).toHaveJSProperty('height', 60);
  await expect(pictures.nth(2)).toHaveJSProperty('width', 80);
  await note.text.getByRole('slider').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await note.expectFile('Embedding.md', text.replace('Alt|120x60', 'Alt|140x70'));
});

test('a picture of another place is not loaded, and says where it is and why', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, '![A chart](https://example.com/chart.png)\n');
  await expect(note.text.locator('.embed-remote')).toContainText('https://example.com/chart.png');
  await expect(note.text.locator('.embed-remote')).toContainText('Not loaded');
});
