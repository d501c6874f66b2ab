/**
 * Hands the page one message port to the core, takes its commands for the native menus, and tells
 * it which one was chosen there. No API is exposed to the page.
 * Built as CommonJS, because a sandboxed preload can be nothing else.
 */
import { ipcRenderer } from 'electron';
import { isCommandId } from '#shared/model/command.ts';
import { commandMessage, connectChannel, menuMessage, portMessage, readyMessage } from '../channels.ts';

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  // Only this very page may ask; a frame or an opener has another source.
  if (event.source !== window || event.origin !== window.location.origin) return;
  const { data } = event;
  if (data === readyMessage) ipcRenderer.send(connectChannel);
  else if (typeof data === 'object' && data !== null && 'type' in data && data.type === menuMessage && 'menu' in data) {
    // The main process judges what it is.
    ipcRenderer.send(menuMessage, data.menu);
  }
});

ipcRenderer.on(portMessage, (event) => {
  window.postMessage(portMessage, window.location.origin, [...event.ports]);
});

ipcRenderer.on(commandMessage, (_event, id: unknown) => {
  if (typeof id === 'string' && isCommandId(id)) window.postMessage({ type: commandMessage, id }, window.location.origin);
});
