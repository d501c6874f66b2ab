/** What the parts of the editor need of the window around them. */
import type { Claim } from '#shared/model/claim.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { LinkResolver } from '../links/link-resolver.ts';

export interface EditorContext {
  readonly resolver: LinkResolver;
  /** Where the note is now; it may move while it is open. */
  readonly notePath: () => VaultPath;
  /** Opens what a link of this note leads to; a missing note is begun. */
  readonly openLink: (target: string, options: { readonly newTab: boolean }) => void;
  readonly openExternal: (url: string) => void;
  /** What was taken from a source under a footnote's label; null where nothing was. */
  readonly claim: (label: string) => Promise<Claim | null>;
  /** The address from which a file of the vault is shown. */
  readonly fileUrl: (path: VaultPath) => string;
  /** Words by their key in `editor.json`. */
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
}
