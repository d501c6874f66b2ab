/** The names that main process, preload and renderer use for what crosses between them. */

/** Renderer → preload, by `window.postMessage`: the page can take a port. */
export const readyMessage = 'verso:ready';
/** Preload → main, by IPC: asks for a port. */
export const connectChannel = 'verso:connect';
/** Main → preload → renderer: carries the port. */
export const portMessage = 'verso:port';
/** Renderer → preload → main: the window's commands for the menus, `{ type, menu }`. */
export const menuMessage = 'verso:menu';
/** Main → preload → renderer: a command that was chosen from a menu, `{ type, id }`. */
export const commandMessage = 'verso:command';
