/** A long note that is still being read: where the browser's caret went, it stays, though nobody was told of it yet. */
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const text = `First words.\n\n${Array.from({ length: 3000 }, (_, index) => `Paragraph ${index} has *some* text and a [[Start here]] link.\n\n- one\n- two\n\n`).join('')}Last words.\n`;

test('the caret stays where it was put when a key makes a long note whole', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  note.write('Long.md', text);
  const offset = await note.file('Long').evaluate(async (row) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const shown = (): HTMLElement | null => document.querySelector('[role=tabpanel]:not([hidden]) .note-document');
    row.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    while (shown()?.firstElementChild?.textContent !== 'First words.') await frame();
    const document_ = shown();
    document_?.focus();
    await frame();
    // In one task, as on a busy page: the caret moves, and the key comes before the event that says so.
    document.getSelection()?.modify('move', 'forward', 'lineboundary');
    document_?.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true, cancelable: true }));
    return document.getSelection()?.focusOffset;
  });
  expect(offset).toBe('First words.'.length);
  await note.type(' More.');
  await note.expectFile('Long.md', text.replace('First words.', 'First words. More.'));
});
