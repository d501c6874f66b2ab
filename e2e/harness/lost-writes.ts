/** Text that never reaches its file: how to cause that, and what the app keeps of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { TemporaryHome } from './temporary-home.ts';

/** What the app's data folder holds of unsaved text. */
export function unsavedTexts(home: TemporaryHome): readonly string[] {
  return readdirSync(path.join(home.folder, 'data'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && path.basename(entry.parentPath) === 'unsaved')
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

/** As if the core had vanished with each write of a note. */
export async function loseWrites(page: Page): Promise<void> {
  await page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      if (!String(data).includes('note.write')) send.call(this, data);
    };
  });
}
