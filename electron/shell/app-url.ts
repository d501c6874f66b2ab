/** The addresses of the app's own scheme, and the question whether an address is the app's page. */

export const appScheme = 'verso-app';
/** The host of the page and its assets. */
export const appHost = 'app';
/** The host of attachments: another origin than the page's. */
export const vaultHost = 'vault';

export const pageUrl = `${appScheme}://${appHost}/index.html`;
export const attachmentOrigin = `${appScheme}://${vaultHost}`;

/** The page as a small window for quick capture, or at one note. */
export const capturePageUrl = `${pageUrl}#capture`;
export function notePageUrl(path: string): string {
  return `${pageUrl}#note=${encodeURIComponent(path)}`;
}

/** Whether `address` is the app's own page. Node gives custom schemes the origin "null": compare protocol and host. */
export function isAppPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === appHost;
}

/** An address that may be handed to the system's browser or mail program, or null. */
export function externalAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === 'mailto:') return url.href;
  if (url.protocol !== 'https:' || url.host === '') return null;
  // Credentials in an address only serve to make it look like another one.
  return url.username === '' && url.password === '' ? url.href : null;
}
