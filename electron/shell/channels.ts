/** The names that main process, preload and renderer use to hand over the one message port. */

/** Renderer → preload, by `window.postMessage`: the page can take a port. */
export const readyMessage = 'verso:ready';
/** Preload → main, by IPC: asks for a port. */
export const connectChannel = 'verso:connect';
/** Main → preload → renderer: carries the port. */
export const portMessage = 'verso:port';
