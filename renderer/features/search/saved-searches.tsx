/** Searches that were kept, on the page of an empty search: run by a click, renamed, put in order and removed. */
import { EllipsisVertical, Search } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bookmarkKey, type Bookmark, type SearchTarget } from '#shared/model/bookmark.ts';
import { useBookmarks } from '../../api/bookmarks.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { inputClass } from '../../ui/text-field.tsx';

interface SavedSearch extends Bookmark {
  readonly target: SearchTarget;
}

export function SavedSearches({ onRun }: { readonly onRun: (target: SearchTarget) => void }) {
  const { t } = useTranslation('search');
  const failureText = useFailureText();
  const { bookmarks = [], error, remove, rename, move } = useBookmarks();
  const [renaming, setRenaming] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  /** What gets the focus once the list has come anew. */
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null || renaming !== null) return;
    const row = [...(list.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].find(({ dataset }) => dataset['key'] === wanted.current);
    if (row === undefined) return;
    wanted.current = null;
    row.focus();
  }, [bookmarks, renaming]);
  if (error !== null) return <p role="alert" className="pb-6 text-small text-danger">{failureText(error)}</p>;
  const saved = bookmarks.filter((bookmark): bookmark is SavedSearch => bookmark.target.kind === 'search');
  if (saved.length === 0) return null;

  const shift = (search: SavedSearch, by: -1 | 1) => (): void => {
    const beside = saved[saved.indexOf(search) + by];
    if (beside === undefined) return;
    wanted.current = bookmarkKey(search.target);
    // Counted among all bookmarks, without the one that moves: where its neighbour stands.
    void move(search.target, bookmarks.indexOf(beside));
  };
  const endRename = (search: SavedSearch, title: string | null): void => {
    wanted.current = bookmarkKey(search.target);
    setRenaming(null);
    if (title !== null && title.trim() !== search.title) rename(search.target, title.trim());
  };
  const onKeyDown = (search: SavedSearch) => (event: KeyboardEvent): void => {
    if (event.altKey && event.key === 'ArrowUp') shift(search, -1)();
    else if (event.altKey && event.key === 'ArrowDown') shift(search, 1)();
    else if (event.key === 'F2') setRenaming(bookmarkKey(search.target));
    else if (event.key === 'Delete') remove(search.target);
    else return;
    event.preventDefault();
  };
  return (
    <section aria-labelledby="saved-searches" className="mx-auto max-w-120 pb-6">
      <h2 id="saved-searches" className="pb-2 text-center text-large font-semibold">{t('saved.title')}</h2>
      <ul ref={list} className="flex flex-col">
        {saved.map((search, index) => {
          const { target, title } = search;
          const key = bookmarkKey(target);
          if (renaming === key) {
            return (
              <li key={key} className="py-0.5">
                <NameField label={t('saved.name')} value={title} placeholder={target.query} onEnd={(name) => endRename(search, name)} />
              </li>
            );
          }
          return (
            <li key={key} className="flex items-center gap-1 rounded-md hover:bg-hover">
              <button type="button" data-key={key} onClick={() => onRun(target)} onKeyDown={onKeyDown(search)} className="flex min-w-0 flex-1 items-baseline gap-2 rounded-md px-2 py-1 text-left text-ui">
                <Search size={13} aria-hidden className="shrink-0 self-center text-faint" />
                <span className={classNames('truncate', title === '' ? 'font-mono text-small [font-variant-ligatures:none]' : '')}>{title === '' ? target.query : title}</span>
                {title === '' ? null : <span className="min-w-0 flex-1 truncate font-mono text-small text-muted [font-variant-ligatures:none]">{target.query}</span>}
              </button>
              <Menu
                trigger={
                  <IconButton size="small" label={t('saved.more', { name: title === '' ? target.query : title })}>
                    <EllipsisVertical size={14} aria-hidden />
                  </IconButton>
                }
                items={[
                  { id: 'rename', label: t('saved.rename'), keys: 'F2', run: () => setRenaming(key) },
                  { id: 'up', label: t('saved.up'), keys: 'Alt+ArrowUp', disabled: index === 0, run: shift(search, -1) },
                  { id: 'down', label: t('saved.down'), keys: 'Alt+ArrowDown', disabled: index === saved.length - 1, run: shift(search, 1) },
                  { id: 'remove', label: t('saved.remove'), keys: 'Delete', danger: true, run: () => remove(target) },
                ]}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** Null where it was given up. */
  readonly onEnd: (name: string | null) => void;
}

function NameField({ label, value, placeholder, onEnd }: NameFieldProps) {
  const [text, setText] = useState(value);
  const ended = useRef(false);
  const end = (name: string | null): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(name);
  };
  return (
    <input
      autoFocus
      aria-label={label}
      value={text}
      maxLength={500}
      placeholder={placeholder}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => end(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) end(text);
        else if (event.key === 'Escape') end(null);
        else return;
        event.preventDefault();
      }}
      className={classNames(inputClass, 'h-7')}
    />
  );
}
