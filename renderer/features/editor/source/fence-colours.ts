/** Colours in fenced code by its language, for the fences that are on screen; the grammars load with the first of them. */
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, StateEffect, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';
import type { CodeToken, Highlighter } from '../rich/highlight-code.ts';

/** Longer code stays plain: reading it again with every key would be felt. */
const longestCode = 20_000;

/** A fence's code: its lines without what containers put before them, with their places. */
export interface Fence {
  readonly language: string;
  readonly code: string;
  readonly pieces: readonly { readonly from: number; readonly text: string }[];
}

const loaded = StateEffect.define<null>();

export function fenceColours(): Extension {
  let highlight: Highlighter | null = null;
  let asked = false;
  /** What was coloured on screen last: most of it stands there still. */
  let known = new Map<string, readonly CodeToken[]>();

  const load = (view: EditorView): void => {
    if (asked) return;
    asked = true;
    void import('../rich/highlight-code.ts').then((module) => {
      highlight = module.highlightCode;
      if (view.dom.isConnected) view.dispatch({ effects: loaded.of(null) });
    });
  };

  function decorate(view: EditorView): DecorationSet {
    const fences = view.visibleRanges.flatMap(({ from, to }) => fencesIn(view.state, from, to));
    if (fences.length > 0) load(view);
    const builder = new RangeSetBuilder<Decoration>();
    const now = new Map<string, readonly CodeToken[]>();
    let end = 0;
    for (const fence of fences) {
      const start = fence.pieces[0]?.from ?? 0;
      // A fence that two visible stretches share is coloured once.
      if (highlight === null || start < end) continue;
      const key = `${fence.language}\n${fence.code}`;
      const tokens = known.get(key) ?? highlight(fence.code, fence.language);
      now.set(key, tokens);
      for (const { from, to, className } of placed(fence, tokens)) {
        builder.add(from, to, Decoration.mark({ class: className }));
        end = to;
      }
    }
    known = now;
    return builder.finish();
  }

  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }

      update(update: ViewUpdate): void {
        const parsedFurther = syntaxTree(update.startState) !== syntaxTree(update.state);
        const isLoaded = update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(loaded)));
        if (update.docChanged || update.viewportChanged || parsedFurther || isLoaded) this.decorations = decorate(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** The fences with a language between two places, in order. */
export function fencesIn(state: EditorState, from: number, to: number): readonly Fence[] {
  const fences: Fence[] = [];
  syntaxTree(state).iterate({
    from,
    to,
    enter({ name, node }) {
      if (name !== 'FencedCode') return true;
      const info = node.getChild('CodeInfo');
      const language = info === null ? '' : (state.sliceDoc(info.from, info.to).split(/\s/u)[0] ?? '');
      const pieces = node.getChildren('CodeText').map((text) => ({ from: text.from, text: state.sliceDoc(text.from, text.to) }));
      const code = pieces.map(({ text }) => text).join('');
      if (language !== '' && code !== '' && code.length <= longestCode) fences.push({ language, code, pieces });
      return false;
    },
  });
  return fences;
}

/** Where tokens of the code stand in the document: cut where a container's marks stand between the lines. */
export function placed(fence: Fence, tokens: readonly CodeToken[]): readonly CodeToken[] {
  const found: CodeToken[] = [];
  let at = 0;
  let next = 0;
  for (const { from, text } of fence.pieces) {
    const end = at + text.length;
    while (next < tokens.length) {
      const token = tokens[next];
      if (token === undefined || token.from >= end) break;
      found.push({ from: from + Math.max(token.from, at) - at, to: from + Math.min(token.to, end) - at, className: token.className });
      if (token.to > end) break;
      next += 1;
    }
    at = end;
  }
  return found;
}
