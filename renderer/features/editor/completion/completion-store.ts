/** What the completion list shows now: set by the editor's suggestion plug-ins, drawn by React. */

export interface CompletionItem {
  readonly id: string;
  readonly title: string;
  /** Behind the title, quieter: a folder, an alias's note, a shortcut. */
  readonly detail: string;
  readonly icon: 'note' | 'heading' | 'alias' | 'create' | 'tag' | 'block' | 'file' | 'emoji';
  /** What choosing it does; the plug-in that made the item knows. */
  readonly choose: () => void;
}

export interface CompletionState {
  readonly label: string;
  readonly items: readonly CompletionItem[];
  readonly selected: number;
  /** Where the text being completed stands in the window. */
  readonly rect: DOMRect;
  /** Shown when there is nothing to choose. */
  readonly emptyText: string;
}

export interface CompletionStore {
  readonly get: () => CompletionState | null;
  readonly subscribe: (listener: () => void) => () => void;
  show(state: Omit<CompletionState, 'selected'>): void;
  hide(): void;
  select(index: number): void;
  /** Handles the keys of the list; true when the key was one of them. */
  handleKey(event: KeyboardEvent): boolean;
}

export function createCompletionStore(): CompletionStore {
  const listeners = new Set<() => void>();
  let state: CompletionState | null = null;
  const set = (next: CompletionState | null): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const move = (step: number): void => {
    if (state === null || state.items.length === 0) return;
    const count = state.items.length;
    set({ ...state, selected: (state.selected + step + count) % count });
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(next) {
      const kept = state !== null && sameItems(state.items, next.items) ? state.selected : 0;
      set({ ...next, selected: kept });
    },
    hide: () => set(null),
    select(index) {
      if (state !== null) set({ ...state, selected: index });
    },
    handleKey(event) {
      // While composing, Enter and the arrows belong to the input method.
      if (state === null || state.items.length === 0 || event.isComposing || event.keyCode === 229) return false;
      switch (event.key) {
        case 'ArrowDown':
          move(1);
          return true;
        case 'ArrowUp':
          move(-1);
          return true;
        case 'Enter':
        case 'Tab':
          if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
          state.items[state.selected]?.choose();
          return true;
        default:
          return false;
      }
    },
  };
}

function sameItems(before: readonly CompletionItem[], after: readonly CompletionItem[]): boolean {
  return before.length === after.length && before.every((item, index) => item.id === after[index]?.id);
}
