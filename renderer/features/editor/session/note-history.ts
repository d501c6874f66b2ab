/**
 * The one undo history of a note, whichever editor shows it: the note's text, and what the person
 * did to it. Editors tell it what changed and ask it what stood before.
 *
 * Offsets are those of the text as it is on disk, line ends included, so that undoing everything
 * gives back the very bytes. What other programs write passes through it without becoming a step:
 * the steps before are rebased over it, and undoing them leaves it alone.
 *
 * `@codemirror/state` gives the texts and changes; its undo would bring the whole of CodeMirror
 * along into a window that shows no source.
 */
import { ChangeSet, EditorSelection, Text, type ChangeDesc, type ChangeSpec } from '@codemirror/state';
import { changedRange } from '../source/changed-range.ts';

const mostSteps = 2000;
const newStepDelayMs = 500;

export interface EditOfPerson {
  readonly changes: ChangeSpec;
  readonly selection: EditorSelection;
  /** CodeMirror's name of what the person did: typing on joins the step before. Absent: a step of its own. */
  readonly userEvent?: string;
}

/** Where an undo or a redo led. */
export interface Stepped {
  readonly text: string;
  readonly selection: EditorSelection;
}

export interface NoteHistory {
  text(): string;
  /** The person made this text with one step; false where it is the text already. */
  step(text: string): boolean;
  edit(edit: EditOfPerson): void;
  select(selection: EditorSelection): void;
  /** Another program's text: not a step. */
  outside(text: string): void;
  /** Null where there is nothing to go back to. */
  undo(): Stepped | null;
  redo(): Stepped | null;
}

/** Leads from the text that stands now to the one before the step, or for redo the one after it. */
interface Step {
  readonly changes: ChangeSet;
  /** The selection there. */
  readonly selection: EditorSelection;
}

export function createNoteHistory(initial: string): NoteHistory {
  // A carriage return is a character like any other here.
  const textOf = (text: string): Text => Text.of(text.split('\n'));
  let doc = textOf(initial);
  let text: string | null = initial;
  let selection = EditorSelection.single(0);
  let done: readonly Step[] = [];
  let undone: readonly Step[] = [];
  /** When the last step was made; null where nothing may join it. */
  let openSinceMs: number | null = null;

  const apply = (changes: ChangeSet): void => {
    doc = changes.apply(doc);
    text = null;
  };
  const read = (): string => (text ??= doc.sliceString(0));
  const sized = (changes: ChangeSpec): ChangeSet => (changes instanceof ChangeSet ? changes : ChangeSet.of(changes, doc.length, '\n'));

  function record(spec: ChangeSpec, after: EditorSelection, userEvent: string | null): void {
    const changes = sized(spec);
    if (changes.empty) return;
    const inverse = changes.invert(doc);
    const last = done.at(-1);
    const nowMs = Date.now();
    const isTyping = userEvent !== null && /^(?:input\.type|delete)(?:$|\.)/u.test(userEvent);
    const isSoon = openSinceMs !== null && nowMs - openSinceMs < newStepDelayMs;
    if (last !== undefined && openSinceMs !== null && (userEvent === 'input.type.compose' || (isTyping && isSoon && isAdjacent(last.changes, inverse)))) {
      done = [...done.slice(0, -1), { changes: inverse.compose(last.changes), selection: last.selection }];
    } else done = [...done.slice(-mostSteps), { changes: inverse, selection }];
    undone = [];
    openSinceMs = userEvent === null ? null : nowMs;
    apply(changes);
    selection = after;
  }

  function move(from: readonly Step[]): { readonly rest: readonly Step[]; readonly back: Step; readonly stepped: Stepped } | null {
    const step = from.at(-1);
    if (step === undefined) return null;
    const back: Step = { changes: step.changes.invert(doc), selection };
    openSinceMs = null;
    apply(step.changes);
    ({ selection } = step);
    return { rest: from.slice(0, -1), back, stepped: { text: read(), selection } };
  }

  return {
    text: read,
    step(next) {
      const change = changedRange(read(), next);
      if (change === null) return false;
      // The caret stands where the change ends, before and after it: undo and redo show the place.
      selection = EditorSelection.single(change.to);
      record(change, EditorSelection.single(change.from + change.insert.length), null);
      return true;
    },
    edit: ({ changes, selection: after, userEvent }) => record(changes, after, userEvent ?? null),
    select(next) {
      if (next.eq(selection)) return;
      selection = next;
      openSinceMs = null;
    },
    outside(next) {
      const change = changedRange(read(), next);
      if (change === null) return;
      const changes = sized(change);
      apply(changes);
      done = rebase(done, changes);
      undone = rebase(undone, changes);
      selection = selection.map(changes);
      openSinceMs = null;
    },
    undo() {
      const moved = move(done);
      if (moved === null) return null;
      done = moved.rest;
      undone = [...undone, moved.back];
      return moved.stepped;
    },
    redo() {
      const moved = move(undone);
      if (moved === null) return null;
      undone = moved.rest;
      done = [...done, moved.back];
      return moved.stepped;
    },
  };
}

/** The steps for the text that `outside` made of theirs; those that it left nothing of go. */
function rebase(steps: readonly Step[], outside: ChangeSet): readonly Step[] {
  const rebased: Step[] = [];
  let mapping: ChangeDesc = outside.desc;
  for (const { changes, selection } of steps.toReversed()) {
    const mapped = changes.map(mapping);
    mapping = mapping.mapDesc(changes, true);
    if (!mapped.empty) rebased.push({ changes: mapped, selection: selection.map(mapping) });
  }
  return rebased.toReversed();
}

/** Whether what two steps changed touches: the second one's text is where the first one's was left. */
function isAdjacent(first: ChangeSet, second: ChangeSet): boolean {
  const ranges: (readonly [number, number])[] = [];
  first.iterChangedRanges((from, to) => ranges.push([from, to]));
  let adjacent = false;
  second.iterChangedRanges((_from, _to, from, to) => {
    adjacent ||= ranges.some(([start, end]) => to >= start && from <= end);
  });
  return adjacent;
}
