import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/server-process.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble } from '../model-double/server.ts';
import { ChatPage } from '../pages/chat-page.ts';

const note = `# Monday 23 November

Call with [[Dana Okafor]] about the lease. The fitter comes on Thursday for the
deck oven; everything we know is in [[Oven repair]]. #bakery

- [x] measure the flue
- [ ] ask [[Yuki Tanaka]] for a photo of the old label
- [ ] book the mason

> [!tip] Before the fitter comes
> Bake one tray on each deck and weigh the crusts.

| Deck | Pale loaves | Since |
| ---- | ----------: | ----- |
| left | 14 of 20 | Thursday |
| right | 1 of 20 | – |
`;

// Writes docs/screenshot.png when asked to: VERSO_README_PICTURE=1 npm run e2e -- readme
test('the picture of the README is the app itself', async ({ page, home }) => {
  writeFileSync(path.join(home.vault, 'daily/2026-11-23.md'), note);
  const double = await createModelDouble(librarian);
  try {
    const app = new ChatPage(page, home);
    await app.ready();
    await app.connectModel(double.openaiUrl, 'double-1');
    await app.open('2026-11-23');
    await app.openPanel();
    await app.ask('What loses heat on the left deck?');
    await expect(app.panel.getByRole('button', { name: /^Source \d+: Oven repair/u }).first()).toBeVisible();
    await expect(app.text).toContainText('Before the fitter comes');
    await page.mouse.move(0, 0);
    const folder = process.env['VERSO_README_PICTURE'] === '1' ? 'docs' : 'test-results/screens';
    mkdirSync(path.join(projectRoot, folder), { recursive: true });
    await page.screenshot({ path: path.join(projectRoot, folder, 'screenshot.png'), animations: 'disabled', caret: 'hide' });
  } finally {
    await double.close();
  }
});
