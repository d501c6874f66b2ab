/** The bookmarks in the sidebar: gone to, renamed, put in order, removed, by pointer and by keys. */
import { Bookmark as BookmarkIcon, ChevronRight, Hash, Search } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bookmarkKey, type Bookmark } from '#shared/model/bookmark.ts';
import { noteNameOf } from '#shared/model/note-path.ts';
import { useBookmarks } from '../../api/bookmarks.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { classNames } from '../../ui/class-names.ts';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import type { RovingItemProps, RovingListHandle } from '../../ui/roving-list.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { inputClass } from '../../ui/text-field.tsx';
import { treeRowHeightPx } from '../../ui/tree.tsx';

const mostRowsShown = 8;
const dragType = 'application/x-verso-bookmark';

export interface BookmarksPaneProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** A wish to stand in the list; a new object each time. */
  readonly focusRequest: object | null;
}

export function BookmarksPane({ open, onOpenChange, focusRequest }: BookmarksPaneProps) {
  const { t } = useTranslation('bookmarks');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const { bookmarks = [], error, remove, rename, move } = useBookmarks();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [dropAt, setDropAt] = useState<number | null>(null);
  const dragged = useRef<Bookmark | null>(null);
  const list = useRef<RovingListHandle>(null);
  const heading = useRef<HTMLButtonElement>(null);
  const wantedFocus = useRef<string | null>(null);
  const firstKey = bookmarks[0] === undefined ? null : bookmarkKey(bookmarks[0].target);

  useEffect(() => {
    if (focusRequest === null) return;
    if (firstKey === null) heading.current?.focus();
    else list.current?.focus(firstKey);
    // A wish is granted once; later changes of the list do not take the focus.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [focusRequest]);
  useEffect(() => {
    const key = wantedFocus.current;
    if (key === null || !bookmarks.some(({ target }) => bookmarkKey(target) === key)) return;
    wantedFocus.current = null;
    list.current?.focus(key);
  }, [bookmarks]);

  // Without any, the files have the room; asked for, it says what bookmarks are.
  if (bookmarks.length === 0 && error === null && focusRequest === null) return null;

  const go = ({ target }: Bookmark, newTab: boolean): void => {
    if (target.kind === 'search') navigation.openView('search', { text: target.query, ...(target.sort === undefined ? {} : { sort: target.sort }) });
    else navigation.openNote(target.path, { newTab, ...(target.kind === 'heading' ? { fragment: target.heading } : {}) });
  };
  const shift = (bookmark: Bookmark, by: -1 | 1) => (): void => {
    const to = bookmarks.indexOf(bookmark) + by;
    if (to < 0 || to >= bookmarks.length) return;
    wantedFocus.current = bookmarkKey(bookmark.target);
    void move(bookmark.target, to);
  };
  const beginRename = (bookmark: Bookmark) => () => setRenaming(bookmarkKey(bookmark.target));
  const endRename = (bookmark: Bookmark, title: string | null): void => {
    setRenaming(null);
    if (title !== null && title.trim() !== bookmark.title) {
      wantedFocus.current = bookmarkKey(bookmark.target);
      rename(bookmark.target, title.trim());
    } else list.current?.focus(bookmarkKey(bookmark.target));
  };
  const onItemKey = (bookmark: Bookmark, event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.altKey && event.key === 'ArrowUp') shift(bookmark, -1)();
    else if (event.altKey && event.key === 'ArrowDown') shift(bookmark, 1)();
    else if (event.altKey) return false;
    else if (event.key === 'Enter') go(bookmark, event.ctrlKey || event.metaKey);
    else if (event.key === 'F2') beginRename(bookmark)();
    else if (event.key === 'Delete') remove(bookmark.target);
    else return false;
    return true;
  };
  const menuFor = (bookmark: Bookmark): readonly MenuItem[] => [
    { id: 'open', label: t('open'), run: () => go(bookmark, false) },
    { id: 'new-tab', label: t('openInNewTab'), disabled: bookmark.target.kind === 'search', run: () => go(bookmark, true) },
    { id: 'rename', label: t('rename'), keys: 'F2', run: beginRename(bookmark) },
    { id: 'up', label: t('moveUp'), keys: 'Alt+ArrowUp', run: shift(bookmark, -1) },
    { id: 'down', label: t('moveDown'), keys: 'Alt+ArrowDown', run: shift(bookmark, 1) },
    { id: 'remove', label: t('remove'), keys: 'Delete', danger: true, run: () => remove(bookmark.target) },
  ];
  const positionAt = (event: DragEvent, index: number): number => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY > top + height / 2 ? index + 1 : index;
  };
  const drop = (at: number): void => {
    const bookmark = dragged.current;
    dragged.current = null;
    setDropAt(null);
    if (bookmark === null) return;
    const from = bookmarks.indexOf(bookmark);
    void move(bookmark.target, from < at ? at - 1 : at);
  };

  const renderItem = (bookmark: Bookmark, roving: RovingItemProps, index: number) =>
    renaming === bookmarkKey(bookmark.target) ? (
      <div role="listitem" className="px-3">
        <NameField label={t('name')} value={nameOf(bookmark)} onEnd={(title) => endRename(bookmark, title)} />
      </div>
    ) : (
      <ContextMenu items={menuFor(bookmark)}>
        <div role="listitem" className="relative px-1.5">
          <button
            type="button"
            {...roving}
            draggable
            title={bookmark.target.kind === 'search' ? bookmark.target.query : bookmark.target.path}
            onClick={(event) => go(bookmark, event.ctrlKey || event.metaKey)}
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, String(index));
              event.dataTransfer.effectAllowed = 'move';
              dragged.current = bookmark;
            }}
            onDragOver={(event) => {
              if (dragged.current === null) return;
              event.preventDefault();
              setDropAt(positionAt(event, index));
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(positionAt(event, index));
            }}
            onDragEnd={() => setDropAt(null)}
            className="flex h-7 w-full items-center gap-1.5 rounded-md px-2 text-left text-ui hover:bg-hover"
          >
            <span className="flex w-3.5 shrink-0 justify-center text-muted">{iconOf(bookmark)}</span>
            <span className="min-w-0 flex-1 truncate">{nameOf(bookmark)}</span>
          </button>
          {dropAt === index ? <span aria-hidden className="absolute inset-x-2 -top-px h-0.5 rounded-full bg-accent" /> : null}
          {dropAt === index + 1 && index === bookmarks.length - 1 ? <span aria-hidden className="absolute inset-x-2 -bottom-px h-0.5 rounded-full bg-accent" /> : null}
        </div>
      </ContextMenu>
    );

  return (
    <section aria-label={t('label')} className="flex max-h-[35%] min-h-8 flex-col border-t border-border pb-1">
      <button
        ref={heading}
        type="button"
        aria-expanded={open}
        onClick={() => onOpenChange(!open)}
        className="flex h-8 shrink-0 items-center gap-1 px-3 text-small font-medium text-muted hover:text-text"
      >
        <ChevronRight size={13} aria-hidden className={classNames('transition-transform duration-(--motion-fast)', open && 'rotate-90')} />
        {t('label')}
        <span className="font-normal text-faint">{bookmarks.length}</span>
      </button>
      {open && error !== null ? <p className="px-4 pb-2 text-small text-danger">{failureText(error)}</p> : null}
      {open && error === null && bookmarks.length === 0 ? <p className="px-4 pb-2 text-small text-muted">{t('empty')}</p> : null}
      {open && bookmarks.length > 0 ? (
        <div className="min-h-0" style={{ height: Math.min(bookmarks.length, mostRowsShown) * treeRowHeightPx }}>
          <RovingList
            ref={list}
            role="list"
            label={t('label')}
            items={bookmarks}
            keyOf={({ target }) => bookmarkKey(target)}
            textOf={nameOf}
            itemHeightPx={treeRowHeightPx}
            onItemKey={onItemKey}
            renderItem={renderItem}
            className="h-full overflow-y-auto"
          />
        </div>
      ) : null}
    </section>
  );
}

function nameOf({ target, title }: Bookmark): string {
  if (title !== '') return title;
  if (target.kind === 'search') return target.query;
  return target.kind === 'heading' ? `${noteNameOf(target.path)} › ${target.heading}` : noteNameOf(target.path);
}

function iconOf({ target }: Bookmark) {
  if (target.kind === 'search') return <Search size={13} aria-hidden />;
  return target.kind === 'heading' ? <Hash size={13} aria-hidden /> : <BookmarkIcon size={13} aria-hidden />;
}

function NameField({ label, value, onEnd }: { readonly label: string; readonly value: string; readonly onEnd: (title: string | null) => void }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  const end = (title: string | null): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(title);
  };
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <input
      ref={field}
      aria-label={label}
      value={text}
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
