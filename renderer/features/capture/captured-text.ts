/** The text that is being captured, kept in the page's storage until it is in a note. */

const key = 'verso.capture';

export function readCaptured(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function keepCaptured(text: string): void {
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Storage may be full or off: the field still has the text.
  }
}
