/** Gives Markdown in CodeMirror the classes that `editor.css` styles, by the names of its syntax tree. */
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const classes: Readonly<Record<string, string>> = {
  ATXHeading1: 'cm-md-heading cm-md-heading-1',
  ATXHeading2: 'cm-md-heading cm-md-heading-2',
  ATXHeading3: 'cm-md-heading',
  ATXHeading4: 'cm-md-heading',
  ATXHeading5: 'cm-md-heading',
  ATXHeading6: 'cm-md-heading',
  SetextHeading1: 'cm-md-heading cm-md-heading-1',
  SetextHeading2: 'cm-md-heading cm-md-heading-2',
  StrongEmphasis: 'cm-md-strong',
  Emphasis: 'cm-md-emphasis',
  Strikethrough: 'cm-md-strike',
  InlineCode: 'cm-md-code',
  CodeText: 'cm-md-code',
  CodeInfo: 'cm-md-mark',
  URL: 'cm-md-link',
  Link: 'cm-md-link',
  Blockquote: 'cm-md-quote',
  HTMLBlock: 'cm-md-code',
  HTMLTag: 'cm-md-code',
  HeaderMark: 'cm-md-mark',
  EmphasisMark: 'cm-md-mark',
  StrikethroughMark: 'cm-md-mark',
  CodeMark: 'cm-md-mark',
  LinkMark: 'cm-md-mark',
  ListMark: 'cm-md-mark',
  QuoteMark: 'cm-md-mark',
  TaskMarker: 'cm-md-mark',
  TableDelimiter: 'cm-md-mark',
  HorizontalRule: 'cm-md-mark',
  Wikilink: 'cm-md-link',
  FootnoteMark: 'cm-md-link',
  InlineFootnote: 'cm-md-quote',
  CalloutMark: 'cm-md-tag',
  Highlight: 'cm-md-highlight',
  Comment: 'cm-md-comment',
  CommentBlock: 'cm-md-comment',
  Math: 'cm-md-code',
  Tag: 'cm-md-tag',
  BlockId: 'cm-md-mark',
  Frontmatter: 'cm-md-frontmatter',
};

export function markdownClasses(): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }

      update(update: ViewUpdate): void {
        const parsedFurther = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (update.docChanged || update.viewportChanged || parsedFurther) this.decorations = decorate(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function decorate(view: EditorView): DecorationSet {
  const found: { readonly from: number; readonly to: number; readonly name: string }[] = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        if (classes[node.name] !== undefined && node.to > node.from) found.push({ from: node.from, to: node.to, name: node.name });
      },
    });
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const range of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    builder.add(range.from, range.to, Decoration.mark({ class: classes[range.name] ?? '' }));
  }
  return builder.finish();
}
