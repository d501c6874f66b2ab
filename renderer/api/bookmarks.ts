/** The vault's bookmarks for every feature that shows or makes them. */
import { useTranslation } from 'react-i18next';
import { bookmarkKey, type Bookmark, type BookmarkTarget } from '#shared/model/bookmark.ts';
import { useToast } from '../ui/toast.tsx';
import { useCore, useCoreEvent } from './core.ts';
import { useFailureText } from './failure-text.ts';
import { callOrThrow, useCall } from './query.ts';

export interface BookmarkActions {
  /** Undefined while they are being read. */
  readonly bookmarks: readonly Bookmark[] | undefined;
  readonly error: Error | null;
  has(target: BookmarkTarget): boolean;
  /** Adds it or, where it is there already, takes it away. */
  toggle(target: BookmarkTarget, title?: string): void;
  remove(target: BookmarkTarget): void;
  rename(target: BookmarkTarget, title: string): void;
  move(target: BookmarkTarget, to: number): Promise<void>;
}

export function useBookmarks(): BookmarkActions {
  const { t } = useTranslation('bookmarks');
  const core = useCore();
  const toast = useToast();
  const failureText = useFailureText();
  const list = useCall('bookmark.list', {});
  useCoreEvent('bookmark.changed', () => void list.refetch());
  const bookmarks = list.data?.bookmarks;
  const indexOf = (target: BookmarkTarget): number => (bookmarks ?? []).findIndex((bookmark) => bookmarkKey(bookmark.target) === bookmarkKey(target));
  const report = (error: unknown): void => toast({ title: failureText(error), problem: true });
  const add = (bookmark: Bookmark, at?: number): Promise<unknown> => callOrThrow(core, 'bookmark.add', { bookmark, ...(at === undefined ? {} : { at }) });

  const remove = (target: BookmarkTarget): void => {
    const at = indexOf(target);
    const bookmark = bookmarks?.[at];
    if (bookmark === undefined) return;
    callOrThrow(core, 'bookmark.remove', { target }).then(
      () => toast({ title: t('removed'), action: { label: t('undo'), run: () => void add(bookmark, at).catch(report) } }),
      report,
    );
  };
  return {
    bookmarks,
    error: list.error,
    has: (target) => indexOf(target) !== -1,
    toggle(target, title = '') {
      if (indexOf(target) !== -1) remove(target);
      else add({ target, title }).then(() => toast({ title: t('added') }), report);
    },
    remove,
    rename: (target, title) => void callOrThrow(core, 'bookmark.rename', { target, title }).catch(report),
    move: (target, to) => callOrThrow(core, 'bookmark.move', { target, to }).then(() => undefined, report),
  };
}
