/** The list under the caret: notes for a link, tags, or blocks to insert. */
import { CornerDownRight, FilePlus2, FileText, Hash, Heading, Paperclip, Pilcrow, Smile, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { CompletionItem, CompletionStore } from './completion-store.ts';

const icons: Readonly<Record<CompletionItem['icon'], LucideIcon>> = {
  note: FileText,
  heading: Heading,
  alias: CornerDownRight,
  create: FilePlus2,
  tag: Hash,
  block: Pilcrow,
  file: Paperclip,
  emoji: Smile,
};

const widthPx = 380;
const heightPx = 300;
const gapPx = 6;

export function CompletionPopup({ store }: { readonly store: CompletionStore }) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const selectedRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: new browsers answer with a promise, which is no clean-up.
    selectedRef.current?.scrollIntoView({ block: 'nearest' });
  }, [state?.selected]);
  if (state === null) return null;

  const below = state.rect.bottom + gapPx + heightPx <= window.innerHeight || state.rect.top < heightPx;
  const left = Math.max(8, Math.min(state.rect.left, window.innerWidth - widthPx - 8));
  const place = below ? { top: state.rect.bottom + gapPx } : { bottom: window.innerHeight - state.rect.top + gapPx };
  const selected = state.items[state.selected];
  return (
    <div
      className="fixed z-50 overflow-y-auto rounded-md border border-border bg-raised p-1 shadow-float"
      style={{ left, ...place, width: widthPx, maxHeight: heightPx, maxWidth: 'calc(100vw - 16px)' }}
      // The editor keeps the focus: typing goes on filtering.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div role="listbox" aria-label={state.label}>
        {state.items.map((item, index) => {
          const Icon = icons[item.icon];
          const isSelected = index === state.selected;
          return (
            <div
              key={item.id}
              ref={isSelected ? selectedRef : null}
              role="option"
              aria-selected={isSelected}
              className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-ui aria-selected:bg-selected"
              onMouseMove={() => {
                if (!isSelected) store.select(index);
              }}
              onClick={item.choose}
            >
              <Icon size={16} aria-hidden className="shrink-0 text-faint" />
              <span className="truncate" dir="auto">
                {item.title}
              </span>
              <span className="ml-auto shrink-0 truncate pl-3 text-small text-faint" style={{ maxWidth: '45%' }} dir="auto">
                {item.detail}
              </span>
            </div>
          );
        })}
      </div>
      {state.items.length === 0 ? <p className="px-2 py-1.5 text-ui text-muted">{state.emptyText}</p> : null}
      <span className="sr-only" aria-live="polite">
        {selected === undefined ? state.emptyText : `${selected.title} ${selected.detail}`}
      </span>
    </div>
  );
}
