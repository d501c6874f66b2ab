/**
 * A list in which one item at a time is reached by Tab, and arrow keys go on from there.
 *
 * Only the items near the viewport are in the document, so a list of a hundred thousand is fine.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { isFocusFloating } from './floating.ts';

export interface RovingListHandle {
  focus(key: string): void;
}

export interface RovingItemProps {
  readonly 'data-key': string;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
}

export interface RovingListProps<T> {
  readonly label: string;
  /** `tree` items carry their own level and expansion; see `renderItem`. */
  readonly role: 'listbox' | 'tree' | 'list';
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** What typing letters looks for. */
  readonly textOf: (item: T) => string;
  readonly itemHeightPx: number;
  /** Spread the given props on the item's own element. */
  readonly renderItem: (item: T, props: RovingItemProps, index: number) => ReactNode;
  /** Keys beyond moving; return true when handled. */
  readonly onItemKey?: (item: T, event: KeyboardEvent<HTMLElement>) => boolean;
  /** The item that Tab reaches at first. */
  readonly currentKey?: string | null;
  readonly className?: string;
  readonly ref?: Ref<RovingListHandle>;
}

const typeAheadMs = 700;

export function RovingList<T>(props: RovingListProps<T>) {
  const { label, role, items, keyOf, textOf, itemHeightPx, renderItem, onItemKey, currentKey = null, className, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const wantedFocus = useRef<string | null>(null);
  const typed = useRef({ text: '', atMs: 0 });

  const indexOf = (key: string | null): number => (key === null ? -1 : items.findIndex((item) => keyOf(item) === key));
  const reachable = Math.max(0, indexOf(focusedKey) >= 0 ? indexOf(focusedKey) : indexOf(currentKey));

  // oxlint-disable-next-line react/incompatible-library -- what it answers is read in this render and in events only
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemHeightPx,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 12,
    // The item that has the focus, or that Tab reaches, stays in the document when it is scrolled away.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return reachable >= items.length || shown.includes(reachable) ? shown : [...shown, reachable].sort((a, b) => a - b);
    },
  });

  const focusIndex = (index: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    const key = keyOf(item);
    wantedFocus.current = key;
    setFocusedKey(key);
    virtual.scrollToIndex(indexOf(key));
    focusWanted();
  };
  const focusWanted = (): void => {
    const key = wantedFocus.current;
    if (key === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (element === null || element === undefined) return;
    wantedFocus.current = null;
    // The person may have gone on to a dialog meanwhile.
    if (!isFocusFloating()) element.focus({ preventScroll: true });
  };
  // An item scrolled to is in the document only after the next render.
  useEffect(focusWanted);

  // Only another current item scrolls, as soon as it is in the list; a refreshed list stays where it is.
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    if (shownKey.current === currentKey) return;
    const index = indexOf(currentKey);
    if (index < 0) return;
    shownKey.current = currentKey;
    virtual.scrollToIndex(index);
  });

  useImperativeHandle(ref, () => ({
    focus: (key) => {
      const index = indexOf(key);
      if (index >= 0) focusIndex(index);
    },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const index = reachable;
    const item = items[index];
    if (item === undefined || event.target instanceof HTMLInputElement) return;
    if (onItemKey?.(item, event) === true) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / itemHeightPx) - 1);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1, PageDown: index + page, PageUp: index - page }[
      event.key
    ];
    if (target !== undefined) focusIndex(target);
    else if (event.key.length === 1 && event.key !== ' ') focusTyped(event.key, event.timeStamp, index);
    else return;
    event.preventDefault();
  };

  const focusTyped = (letter: string, atMs: number, from: number): void => {
    const text = (atMs - typed.current.atMs < typeAheadMs ? typed.current.text : '') + letter.toLocaleLowerCase();
    typed.current = { text, atMs };
    const start = text.length === 1 ? from + 1 : from;
    for (let step = 0; step < items.length; step++) {
      const index = (start + step) % items.length;
      const item = items[index];
      if (item !== undefined && textOf(item).toLocaleLowerCase().startsWith(text)) return focusIndex(index);
    }
  };

  return (
    <div ref={scroller} className={className} onKeyDown={onKeyDown}>
      <div role={role} aria-label={label} className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const key = keyOf(item);
          return (
            <div
              key={row.key}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ height: itemHeightPx, transform: `translateY(${row.start}px)` }}
            >
              {renderItem(
                item,
                { 'data-key': key, tabIndex: row.index === reachable ? 0 : -1, onFocus: () => setFocusedKey(key) },
                row.index,
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
