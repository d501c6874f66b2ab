import { expectAccessible } from '../harness/accessibility.ts';
import { takeScreenshots } from '../harness/screenshots.ts';
import { expect, test } from '../harness/test.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';

test('graph and import are accessible, as pictures and as lists', async ({ page, home }) => {
  const app = new KnowledgePage(page, home);
  await app.ready();
  await app.go('Graph');
  await expect(app.tab.locator('[data-settled="true"]')).toBeVisible();
  await expectAccessible(page);
  await takeScreenshots(page, 'graph');
  await app.tab.getByRole('button', { name: 'Show as a list' }).click();
  await expect(app.tab.getByRole('treeitem').first()).toBeVisible();
  await expectAccessible(page);
  await app.go('Import');
  await expect(app.tab.getByRole('button', { name: 'Choose a file or folder' })).toBeVisible();
  await expectAccessible(page);
  await takeScreenshots(page, 'import');
});

const vector = '<img src=x onerror="document.title=`ran`">';

// The page watch of every spec fails on a script error, a policy violation or a foreign request.
test('hostile words stay words in search, links, outline and graph', async ({ page, home }) => {
  const app = new KnowledgePage(page, home);
  app.write('Target.md', `# Target ${vector}\n\nPlain.\n`);
  app.write('Hostile.md', `---\naliases: ['${vector}']\n---\n# ${vector}\n\n[[Target]] zebra ${vector} ![x](https://evil.example/a.png) #tag\n\n[x](javascript:document.title='ran')\n`);
  await app.open('Target');
  await expect(page.getByText('zebra').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await app.go('Search');
  await app.tab.getByRole('searchbox').or(app.tab.getByRole('combobox')).or(app.tab.getByRole('textbox')).first().fill('zebra');
  await expect(app.tab.getByText('zebra').first()).toBeVisible();
  await app.go('Graph');
  await app.tab.getByRole('button', { name: 'Show as a list' }).click();
  await expect(app.tab.getByRole('treeitem').first()).toBeVisible();
  expect(await page.title()).not.toBe('ran');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});
