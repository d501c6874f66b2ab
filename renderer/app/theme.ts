/** Applies the person's look to the document: theme, reading font, size and width. */
import type { Settings } from '#shared/model/settings.ts';

const themeKey = 'verso.theme';
type Theme = Settings['theme'];

/** Before the settings have come: the theme of last time, so that the window does not flash. */
export function applyStoredTheme(): void {
  const stored = readStoredTheme();
  applyTheme(stored);
}

export function applyLook(settings: Settings): void {
  const { style } = document.documentElement;
  style.setProperty(
    '--font-reading',
    settings.readingFont === 'serif' ? 'var(--font-serif-reading)' : 'var(--font-interface)',
  );
  style.setProperty('--reading-size', `${settings.readingSizePx}px`);
  style.setProperty('--line-width', `${settings.lineWidthChars}ch`);
  applyTheme(settings.theme);
  try {
    localStorage.setItem(themeKey, settings.theme);
  } catch {
    // Storage may be off; only the first paint of the next start differs.
  }
}

export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

function readStoredTheme(): Theme {
  try {
    const stored = localStorage.getItem(themeKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
