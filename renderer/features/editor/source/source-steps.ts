/** How keys that are not CodeMirror's own reach the note's history and its file. */
import { Facet } from '@codemirror/state';

export interface SourceSteps {
  undo(): void;
  redo(): void;
  save(): void;
}

export const sourceSteps = Facet.define<SourceSteps, SourceSteps | null>({ combine: (values) => values[0] ?? null });
