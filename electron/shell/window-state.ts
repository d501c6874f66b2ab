/** Remembers where the window was, and never puts it where no screen is. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const windowStateSchema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(480).max(20_000),
  height: z.number().int().min(360).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const firstState: WindowState = { width: 1280, height: 820, maximized: false };
/** So much of the title bar must be on some screen for a person to take hold of it. */
const graspPx = 80;

/** The state to open with: the stored one where a screen still shows it. */
export function usableState(stored: WindowState | null, screens: readonly Area[]): WindowState {
  if (stored === null) return firstState;
  const { x, y, ...size } = stored;
  if (x === undefined || y === undefined) return size;
  const isOn = (screen: Area): boolean =>
    x + stored.width >= screen.x + graspPx && x <= screen.x + screen.width - graspPx && y >= screen.y && y <= screen.y + screen.height - graspPx;
  return screens.some(isOn) ? stored : size;
}

export function readWindowState(file: string): WindowState | null {
  try {
    const parsed = windowStateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Losing this costs a person one drag of the window; no failure is worth a message. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // Read-only or full disk.
  }
}
