/** Looks around folders of a machine in a dialog, where no native dialog exists. Asks nobody itself. */
import { CornerLeftUp, File, Folder, House } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import { RovingList } from './roving-list.tsx';
import { Skeleton } from './state-views.tsx';
import { inputClass } from './text-field.tsx';

export interface PathEntry {
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** Size or the like, in words. */
  readonly note?: string;
}

export interface PathListing {
  readonly folder: string;
  readonly parent: string | null;
  readonly home: string;
  readonly entries: readonly PathEntry[];
}

export interface PathBrowserWords {
  readonly title: string;
  readonly path: string;
  readonly go: string;
  readonly up: string;
  readonly home: string;
  readonly entries: string;
  readonly empty: string;
  readonly loading: string;
  readonly choose: string;
  readonly cancel: string;
}

export interface PathBrowserProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly words: PathBrowserWords;
  /** Undefined while it comes. */
  readonly listing: PathListing | undefined;
  readonly error: string | null;
  readonly onGo: (folder: string) => void;
  /** A file was chosen, or the folder that is shown. */
  readonly onChoose: (path: string) => void;
  /** Whether the shown folder itself may be chosen. */
  readonly chooseFolder: boolean;
  /** What else is asked about the chosen folder, below the list. */
  readonly details?: ReactNode;
  /** The details are not complete. */
  readonly blocked?: boolean;
}

const rowHeightPx = 28;

export function PathBrowser({ open, onOpenChange, words, listing, error, onGo, onChoose, chooseFolder, details, blocked = false }: PathBrowserProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const folder = listing?.folder ?? '';
  const go = (target: string): void => {
    setTyped(null);
    onGo(target);
  };
  const activate = (entry: PathEntry): void => {
    if (entry.kind === 'folder') go(entry.path);
    else onChoose(entry.path);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={words.title}>
      <form
        className="flex items-center gap-1 px-5 pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== null && typed.trim() !== '') go(typed.trim());
        }}
      >
        <IconButton label={words.up} disabled={listing?.parent === null || listing === undefined} onClick={() => go(listing?.parent ?? folder)}>
          <CornerLeftUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={words.home} disabled={listing === undefined} onClick={() => go(listing?.home ?? folder)}>
          <House size={16} aria-hidden />
        </IconButton>
        <label htmlFor={id} className="sr-only">
          {words.path}
        </label>
        <input id={id} className={inputClass} spellCheck={false} value={typed ?? folder} onChange={(event) => setTyped(event.target.value)} />
        <Button type="submit">{words.go}</Button>
      </form>
      {error === null ? null : (
        <p role="alert" className="px-5 pt-2 text-small text-danger">
          {error}
        </p>
      )}
      <div className="mx-5 mt-3 flex h-72 flex-col overflow-hidden rounded-md border border-border">
        {listing === undefined ? (
          error === null ? <Skeleton label={words.loading} lines={6} className="p-4" /> : null
        ) : listing.entries.length === 0 ? (
          <p className="p-4 text-muted">{words.empty}</p>
        ) : (
          <RovingList
            role="listbox"
            label={words.entries}
            items={listing.entries}
            keyOf={(entry) => entry.path}
            textOf={(entry) => entry.name}
            itemHeightPx={rowHeightPx}
            className="min-h-0 flex-1 overflow-y-auto p-1"
            onItemKey={(entry, event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return false;
              activate(entry);
              return true;
            }}
            renderItem={(entry, props) => (
              <div
                {...props}
                role="option"
                aria-selected={false}
                className="flex h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover"
                onClick={() => activate(entry)}
              >
                <span className="text-muted">
                  {entry.kind === 'folder' ? <Folder size={16} aria-hidden /> : <File size={16} aria-hidden />}
                </span>
                <span className="flex-1 truncate">{entry.name}</span>
                {entry.note === undefined ? null : <span className="text-small text-muted tabular-nums">{entry.note}</span>}
              </div>
            )}
          />
        )}
      </div>
      {details}
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>{words.cancel}</Button>
        {chooseFolder ? (
          <Button variant="primary" disabled={listing === undefined || error !== null || blocked} onClick={() => onChoose(folder)}>
            {words.choose}
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  );
}
