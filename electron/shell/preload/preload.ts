/**
 * Hands the page one message port to the core, and nothing else: no API is exposed to the page.
 * Built as CommonJS, because a sandboxed preload can be nothing else.
 */
import { ipcRenderer } from 'electron';
import { connectChannel, portMessage, readyMessage } from '../channels.ts';

window.addEventListener('message', (event) => {
  // Only this very page may ask; a frame or an opener has another source.
  if (event.source === window && event.origin === window.location.origin && event.data === readyMessage) {
    ipcRenderer.send(connectChannel);
  }
});

ipcRenderer.on(portMessage, (event) => {
  window.postMessage(portMessage, window.location.origin, [...event.ports]);
});
