/** What the main process asked of the doubled Electron, for the checks to look at. */

export interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  enabled?: boolean;
  readonly submenu?: MenuItem[] | undefined;
  readonly click?: () => void;
}

export interface DoubledMenu {
  readonly items: readonly MenuItem[];
  getMenuItemById(id: string): MenuItem | null;
}

export interface Recorder {
  /** Calls in order, such as `app.enableSandbox`. */
  readonly calls: string[];
  readonly webPreferences: Record<string, unknown>;
  schemes: readonly { readonly scheme: string; readonly privileges: Record<string, boolean> }[];
  schemeHandler: ((request: Request) => Promise<Response>) | null;
  permissionRequest: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null;
  permissionCheck: ((contents: unknown, permission: string, origin: string) => boolean) | null;
  readonly globalKeys: Map<string, () => void>;
  readonly openedExternally: string[];
  /** In the order in which they were set; the last one is shown. */
  readonly applicationMenus: DoubledMenu[];
  readonly textMenus: DoubledMenu[];
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
  globalKeys: new Map(),
  openedExternally: [],
  applicationMenus: [],
  textMenus: [],
  nextDialogPath: null,
};
