/** Locks what a window may do: it shows the app's page, and nothing moves it from there. */
import type { Session, WebContents } from 'electron';
import { isAppPage } from './app-url.ts';

/** No navigation, no new windows, no embedded guests. Addresses for the system go through the core's call. */
export function lockNavigation(contents: WebContents): void {
  const staysOnPage = (url: string): boolean => url === contents.getURL() && isAppPage(url);
  contents.on('will-navigate', (event) => {
    // A reload asks for the page it is on.
    if (!staysOnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !staysOnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Writing to the clipboard after a gesture is all the page ever needs. */
const allowedPermission = 'clipboard-sanitized-write';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === allowedPermission && isAppPage(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === allowedPermission && isAppPage(origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => event.preventDefault());
}
