/** The vaults that were opened lately, newest first. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../platform/atomic-file.ts';

const recentSchema = z.array(z.object({ folder: z.string(), name: z.string(), openedMs: z.number() }).readonly()).readonly();
export type RecentVault = z.infer<typeof recentSchema>[number];

export interface RecentVaults {
  list(): readonly RecentVault[];
  add(vault: RecentVault): Promise<void>;
}

const maximum = 20;

export function createRecentVaults(file: string): RecentVaults {
  let recent = load(file);
  return {
    list: () => recent,
    async add(vault) {
      recent = [vault, ...recent.filter((other) => other.folder !== vault.folder)].slice(0, maximum);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFileAtomically(file, Buffer.from(`${JSON.stringify(recent, null, 2)}\n`));
    },
  };
}

function load(file: string): readonly RecentVault[] {
  try {
    const parsed = recentSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
