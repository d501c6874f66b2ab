import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 25_000 });

class OutlinePage extends WindowPage {
  get headings(): Locator {
    return this.links.getByRole('tree', { name: 'Headings' }).getByRole('treeitem');
  }

  heading(name: string): Locator {
    return this.links.getByRole('tree', { name: 'Headings' }).getByRole('treeitem', { name, exact: true });
  }

  async openOutline(note: string): Promise<void> {
    await this.open(note);
    await this.links.getByRole('tab', { name: 'Outline' }).click();
    await expect(this.headings.first()).toBeVisible();
  }
}

const text = '---\ntags: plan\n---\nIntro.\n\n# One\n\nText of one.\n\n## One a\n\nA.\n\n## One b\n\n- item   \n\n# Two\n\nText [x][ref].\n\n[ref]: https://example.org\n';

test('a heading is moved with its section by keys, raised and lowered, and each change can be taken back', async ({ page, home }) => {
  test.slow();
  const window = new OutlinePage(page, home);
  window.write('Plan.md', text);
  await window.openOutline('Plan');
  await expect(window.headings).toHaveText(['One', 'One a', 'One b', 'Two']);
  await window.heading('One b').focus();
  await page.keyboard.press('Alt+ArrowUp');
  const swapped = text.replace('## One a\n\nA.\n\n## One b\n\n- item   \n', '## One b\n\n- item   \n\n## One a\n\nA.\n');
  await window.expectFile('Plan.md', swapped);
  await expect(window.headings).toHaveText(['One', 'One b', 'One a', 'Two']);
  await expect(window.heading('One b')).toBeFocused();
  await expect(window.text.getByRole('heading')).toHaveText(['One', 'One b', 'One a', 'Two']);

  await page.keyboard.press('Alt+ArrowLeft');
  await window.expectFile('Plan.md', swapped.replace('## One b', '# One b'));
  await expect(window.heading('One b')).toHaveAttribute('aria-level', '1');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await window.expectFile('Plan.md', swapped);
  // The note's own undo knows these changes as well.
  await window.text.focus();
  await window.mod('z');
  await window.expectFile('Plan.md', swapped.replace('## One b', '# One b'));
  await window.mod('z');
  await window.expectFile('Plan.md', swapped);
  await window.mod('z');
  await window.expectFile('Plan.md', text);
  await window.mod('y');
  await window.expectFile('Plan.md', swapped);
  await window.expectAccessible();
  await window.takeScreenshots('outline');
});

test('a heading is dragged to another place; frontmatter, definitions and what is being typed stay', async ({ page, home }) => {
  test.slow();
  const window = new OutlinePage(page, home);
  window.write('Plan.md', text);
  await window.openOutline('Plan');
  await window.caretAfter('Text of one.');
  await window.type(' Typed.');
  await window.heading('Two').dragTo(window.heading('One'), { targetPosition: { x: 40, y: 3 } });
  await window.expectFile(
    'Plan.md',
    '---\ntags: plan\n---\nIntro.\n\n# Two\n\nText [x][ref].\n\n# One\n\nText of one. Typed.\n\n## One a\n\nA.\n\n## One b\n\n- item   \n\n[ref]: https://example.org\n',
  );
  await expect(window.text.getByRole('heading')).toHaveText(['Two', 'One', 'One a', 'One b']);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await window.expectFile('Plan.md', text.replace('Text of one.', 'Text of one. Typed.'));
});

test('the outline follows the caret and the scroll, collapses and filters', async ({ page, home }) => {
  test.slow();
  const window = new OutlinePage(page, home);
  const sections = Array.from({ length: 12 }, (_, index) => `# Part ${index + 1}\n\n${'Words. '.repeat(300)}\n\n## Detail ${index + 1}\n\nEnd ${index + 1}.\n`);
  window.write('Long.md', sections.join('\n'));
  await window.openOutline('Long');
  await window.text.getByText('End 3.').click();
  await expect(window.heading('Detail 3')).toHaveAttribute('aria-selected', 'true');
  await window.heading('Part 9').click();
  await expect(window.text.getByRole('heading', { name: 'Part 9' })).toBeInViewport();
  await expect(window.heading('Part 9')).toHaveAttribute('aria-selected', 'true');
  await window.heading('Part 9').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(window.heading('Part 9')).toHaveAttribute('aria-expanded', 'false');
  await expect(window.heading('Detail 9')).toHaveCount(0);
  await window.links.getByRole('textbox', { name: 'Filter headings' }).fill('detail 9');
  await expect(window.headings).toHaveText(['Part 9', 'Detail 9']);
});
