/**
 * The editors that show one note, kept alike: what is typed in one is shown in the others a moment
 * later. Where two were changed before that, both changes are kept.
 */
import type { Clock, MergeResult } from './session-contract.ts';
import type { EditingSurface } from './session-state.ts';

export interface SurfacesDeps {
  readonly clock: Clock;
  readonly merge: (base: string, mine: string, theirs: string) => MergeResult;
  /** The text that the note has without any of them, and that a new one begins with. */
  readonly heldText: () => string;
}

export interface Surfaces {
  /** The one that the person wrote in last. */
  current(): EditingSurface | null;
  add(surface: EditingSurface): void;
  remove(surface: EditingSurface): void;
  has(surface: EditingSurface): boolean;
  /** Somebody wrote in one of them: the one that is named, or the current one. */
  changed(surface?: EditingSurface): void;
  /** The text of all, once they are alike; null where it cannot be expressed. Only with one of them at least. */
  read(): string | null;
  replace(text: string): void;
  /** Whether one of them shows what no text says. */
  isUnsaid(): boolean;
  isComposing(): boolean;
  dispose(): void;
}

/** In the same moment for the eye, and not in the way of the next key. */
const shareDelayMs = 16;
/** Reading a long note for another pane at each key would be felt. */
const longLength = 60_000;
const longShareDelayMs = 300;

export function createSurfaces({ clock, merge, heldText }: SurfacesDeps): Surfaces {
  /** The one that was written in last comes first. */
  let all: readonly EditingSurface[] = [];
  /** What all of them showed when they were last alike. */
  let shared = '';
  let pending = false;
  let cancel: (() => void) | null = null;

  const isUnsaid = (): boolean => all.some((surface) => surface.isUnsaid?.() === true);

  function share(): void {
    cancel?.();
    cancel = null;
    if (!pending) return;
    if (all.length < 2) {
      pending = false;
      return;
    }
    const texts = all.map((surface) => surface.read());
    const known = texts.filter((text) => text !== null);
    // What cannot be expressed, or not all of it, is nowhere else.
    if (known.length < texts.length || isUnsaid()) return;
    const [first, ...others] = [...new Set(known)].filter((text) => text !== shared);
    pending = false;
    if (first === undefined) return;
    const text = others.reduce((mine, theirs) => merge(shared, mine, theirs).text, first);
    const behind = all.filter((_surface, index) => texts[index] !== text);
    if (behind.some((surface) => surface.isComposing())) {
      pending = true;
      shareSoon();
      return;
    }
    shared = text;
    for (const surface of behind) surface.replace(text);
  }

  function shareSoon(): void {
    cancel ??= clock.after(shared.length > longLength ? longShareDelayMs : shareDelayMs, () => {
      cancel = null;
      share();
    });
  }

  return {
    current: () => all[0] ?? null,
    add(surface) {
      share();
      shared = heldText();
      all = [...all, surface];
    },
    remove(surface) {
      share();
      all = all.filter((other) => other !== surface);
    },
    has: (surface) => all.includes(surface),
    changed(surface) {
      if (surface !== undefined && all.includes(surface) && all[0] !== surface) {
        all = [surface, ...all.filter((other) => other !== surface)];
      }
      if (all.length < 2) return;
      pending = true;
      shareSoon();
    },
    read() {
      share();
      return all[0]?.read() ?? null;
    },
    replace(text) {
      cancel?.();
      cancel = null;
      pending = false;
      shared = text;
      for (const surface of all) surface.replace(text);
    },
    isUnsaid,
    isComposing: () => all.some((surface) => surface.isComposing()),
    dispose: () => cancel?.(),
  };
}
