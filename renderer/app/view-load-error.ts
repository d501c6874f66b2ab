/** The failure to load a view's code, told apart from a failure of the view itself. */

/** A view's code could not be had: the app was updated since the window opened, or the core is gone. */
export class ViewLoadError extends Error {
  override readonly name = 'ViewLoadError';
}
