/** What the main process asked of the doubled Electron, for the checks to look at. */

export interface Recorder {
  /** Calls in order, such as `app.enableSandbox`. */
  readonly calls: string[];
  readonly webPreferences: Record<string, unknown>;
  schemes: readonly { readonly scheme: string; readonly privileges: Record<string, boolean> }[];
  schemeHandler: ((request: Request) => Promise<Response>) | null;
  permissionRequest: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null;
  permissionCheck: ((contents: unknown, permission: string, origin: string) => boolean) | null;
  readonly openedExternally: string[];
  readonly menus: string[];
  /** What the next open dialog answers. */
  nextDialogPath: string | null;
}

/** The one recorder of this process: the doubled module and the checks both use it. */
export const recorder: Recorder = {
  calls: [],
  webPreferences: {},
  schemes: [],
  schemeHandler: null,
  permissionRequest: null,
  permissionCheck: null,
  openedExternally: [],
  menus: [],
  nextDialogPath: null,
};
