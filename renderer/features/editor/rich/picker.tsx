/** A short list to choose from beside a place in the note: languages, kinds of callouts, marks of tasks. */
import { Command } from 'cmdk';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  /** Also found by these words. */
  readonly words?: readonly string[];
  /** Shown in front, such as a task's mark. */
  readonly sign?: string;
}

export interface PickerRequest {
  readonly anchor: DOMRect;
  /** What is chosen: for screen readers, and in the empty field. */
  readonly label: string;
  readonly options: readonly PickerOption[];
  readonly current: string | null;
  readonly noneText: string;
  /** What a typed text that is in no option means; absent where only options count. */
  readonly typed?: (text: string) => PickerOption | null;
  readonly onPick: (value: string) => void;
  /** Always called in the end: gives the focus back. */
  readonly onClose: () => void;
}

const widthPx = 260;
const heightPx = 300;
const gapPx = 4;
const edgePx = 8;

/** Opens it with the focus in its field; it closes by a choice, by Escape and by leaving it. */
export function openPicker(request: PickerRequest): void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    request.onClose();
    // React must not be taken away while it handles the event that closes it.
    setTimeout(() => {
      root.unmount();
      host.remove();
    });
  };
  root.render(<Picker request={request} close={close} />);
}

function Picker({ request, close }: { readonly request: PickerRequest; readonly close: () => void }) {
  const { anchor, label, options, current, noneText, typed, onPick } = request;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(current);
  const shown = matching(options, search.trim(), typed);
  const pick = (value: string): void => {
    close();
    onPick(value);
  };
  const below = anchor.bottom + gapPx + heightPx <= window.innerHeight || anchor.top < heightPx;
  const left = Math.max(edgePx, Math.min(anchor.left, window.innerWidth - widthPx - edgePx));
  const place = below ? { top: Math.min(anchor.bottom + gapPx, window.innerHeight - heightPx - edgePx) } : { bottom: window.innerHeight - anchor.top + gapPx };
  return (
    <div
      className="fixed z-50 rounded-md border border-border bg-raised shadow-float"
      style={{ left, ...place, width: widthPx }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <Command label={label} shouldFilter={false} value={itemValue(chosen ?? '')} onValueChange={(value) => setChosen(value.slice(itemValue('').length))} loop>
        <Command.Input
          autoFocus
          aria-label={label}
          placeholder={label}
          value={search}
          onValueChange={(text) => {
            setSearch(text);
            setChosen(matching(options, text.trim(), typed)[0]?.value ?? null);
          }}
          className="h-9 w-full border-b border-border bg-transparent px-3 text-ui outline-none placeholder:text-faint"
        />
        <Command.List className="overflow-y-auto p-1" style={{ maxHeight: heightPx - 40 }}>
          {shown.length === 0 ? <p className="px-2 py-1.5 text-ui text-muted">{noneText}</p> : null}
          {shown.map(({ value, label: name, sign }) => (
            <Command.Item key={value} value={itemValue(value)} onSelect={() => pick(value)} className="flex items-center gap-2 rounded-sm px-2 py-1 text-ui aria-selected:bg-selected">
              {sign === undefined ? null : (
                <span aria-hidden className="w-5 shrink-0 text-center font-mono text-small text-muted">
                  {sign}
                </span>
              )}
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {value === current ? <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-accent" /> : null}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>
  );
}

/** Those that begin with the text come before those that hold it; what was typed itself comes last. */
function matching(options: readonly PickerOption[], text: string, typed: PickerRequest['typed']): readonly PickerOption[] {
  if (text === '') return options;
  const wanted = text.toLowerCase();
  const names = ({ value, label, words = [] }: PickerOption): readonly string[] => [value, label, ...words].map((name) => name.toLowerCase());
  const begins = options.filter((option) => names(option).some((name) => name.startsWith(wanted)));
  const holds = options.filter((option) => !begins.includes(option) && names(option).some((name) => name.includes(wanted)));
  const own = typed?.(text) ?? null;
  return [...begins, ...holds, ...(own === null || options.some(({ value }) => value === own.value) ? [] : [own])];
}

/** The list trims values, and the mark of an open task is a space. */
function itemValue(value: string): string {
  return `option:${value}`;
}
