/** What the parts of the editor need of the window around them. */
import type { Contracts } from '#shared/api/contracts.ts';
import type { Claim } from '#shared/model/claim.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { ValueOf } from '#shared/rpc/contract.ts';
import type { PropertyService } from '../properties/property-service.ts';
import type { QueryService } from '../queries/query-service.ts';
import type { LinkResolver } from '../links/link-resolver.ts';

export interface EditorContext {
  readonly resolver: LinkResolver;
  /** Where the note is now; it may move while it is open. */
  readonly notePath: () => VaultPath;
  /** The embeds around this note, outermost first, as `path#place`: what must not be shown within itself. */
  readonly trail: readonly string[];
  /** Opens what a link of this note leads to; a missing note is begun. */
  readonly openLink: (target: string, options: { readonly newTab: boolean }) => void;
  readonly openExternal: (url: string) => void;
  readonly openTag: (tag: string) => void;
  /** The text of a note of the vault; null where it cannot be read. */
  readonly readNote: (path: VaultPath) => Promise<string | null>;
  /** Calls back when the file at a path was changed, made, moved or deleted. */
  readonly onFileChange: (path: VaultPath, listener: () => void) => () => void;
  /** What a search finds in other notes than this one; a failure in words. */
  readonly search: (text: string, limit: number) => Promise<ValueOf<Contracts['search.query']> | string>;
  /** Calls back when searches may have other answers. */
  readonly onIndexChange: (listener: () => void) => () => void;
  readonly openPlace: (path: VaultPath, options: { readonly line?: number; readonly newTab: boolean }) => void;
  readonly openSearch: (text: string) => void;
  /** The same, standing in another note that is shown inside this one. */
  readonly within: (path: VaultPath, place: string) => EmbeddedContext;
  /** What was taken from a source under a footnote's label; null where nothing was. */
  readonly claim: (label: string) => Promise<Claim | null>;
  /** Carries out `verso` blocks. */
  readonly queries: QueryService;
  /** What is known of the vault's properties. */
  readonly properties: PropertyService;
  /** The address from which a file of the vault is shown. */
  readonly fileUrl: (path: VaultPath) => string;
  /** Whether the file may be changed: in reading mode tasks still can be ticked. */
  readonly isWritable: () => boolean;
  /** Words by their key in `editor.json`. */
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
}

export interface EmbeddedContext {
  readonly context: EditorContext;
  readonly dispose: () => void;
}
