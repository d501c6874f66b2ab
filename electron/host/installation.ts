/** Where the parts of the installed app are, and where this person's data goes. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { appFolders, type AppFolders } from '../platform/folders.ts';

export interface Installation {
  readonly version: string;
  readonly rendererFolder: string;
  readonly resourcesFolder: string;
  readonly folders: AppFolders;
  readonly homeFolder: string;
}

const manifestSchema = z.object({ version: z.string() });

/** Sources (`electron/host`) and built chunks (`dist/node`) both lie two folders below the root. */
export function findInstallation(): Installation {
  const root = path.resolve(import.meta.dirname, '../..');
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  const homeFolder = os.homedir();
  return {
    version: manifest.version,
    rendererFolder: path.join(root, 'dist/renderer'),
    resourcesFolder: path.join(root, 'resources'),
    folders: appFolders({ platform: process.platform, env: process.env, home: homeFolder }),
    homeFolder,
  };
}
