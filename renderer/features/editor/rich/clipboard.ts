/** Paste, drop and copy: text is Markdown in both directions, HTML goes through the schema, files are kept beside the note. */
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin, type Command } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { linkTarget } from '../links/link-target.ts';
import { clipboardSerializer, sliceToMarkdown } from './copied-content.ts';
import { inlinePictures, insertFiles, type AttachedFile } from './pasted-files.ts';
import { hasStructure, readablePaste } from './pasted-html.ts';
import { codeSlice, looksLikeMarkdown, markdownSlice, plainSlice } from './pasted-text.ts';
import { gridOfLines, gridOfSlice, gridOfText, pasteGrid, selectedCellsText } from './paste-table.ts';
import { tablePosition } from './table-grid.ts';

export interface ClipboardOptions {
  /** Keeps a file beside the note; null where that failed (and was said). */
  readonly attach: (file: File) => Promise<AttachedFile | null>;
}

export function clipboardPlugin(schema: Schema, options: ClipboardOptions): Plugin {
  /** Shift with the key that pastes: without format. */
  let plain = false;
  return new Plugin({
    props: {
      clipboardTextParser(text, $context, asPlain) {
        if ($context.parent.type.spec.code === true) return new Slice(Fragment.from(schema.text(text.replace(/\r\n?/gu, '\n'))), 0, 0);
        return asPlain ? plainSlice(text, schema) : markdownSlice(text, schema);
      },
      transformPastedHTML: readablePaste,
      clipboardTextSerializer: (slice, view) => selectedCellsText(view.state) ?? sliceToMarkdown(slice, view.state.schema),
      clipboardSerializer: clipboardSerializer(schema),
      transformPasted: (slice, view) => new Slice(readableContent(slice.content, view.state.schema), slice.openStart, slice.openEnd),
      handleDOMEvents: {
        keydown(_view, event) {
          plain = event.shiftKey && (event.ctrlKey || event.metaKey);
          return false;
        },
        keyup() {
          plain = false;
          return false;
        },
      },
      handlePaste(view, event, slice) {
        const { clipboardData } = event;
        if (clipboardData === null || view.state.selection.$from.parent.type.spec.code === true) return false;
        const text = clipboardData.getData('text/plain');
        const html = clipboardData.getData('text/html');
        const files = [...clipboardData.files];
        // A copied table or text also carries a picture of itself: the text is what is meant.
        if (files.length > 0 && text === '') {
          void insertFiles(view, files, options.attach, view.state.selection.from);
          return true;
        }
        if (linkSelection(view, text)) return true;
        if (pasteCells(view, { text, html, slice, plain })) return true;
        if (plain) return false;
        const other = otherSlice(view, clipboardData, text, html);
        if (other !== null) {
          view.dispatch(view.state.tr.replaceSelection(other).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
          return true;
        }
        return inlinePictures(view, slice, options.attach);
      },
      handleDrop(view, event) {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        const position = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from;
        void insertFiles(view, files, options.attach, position);
        event.preventDefault();
        return true;
      },
    },
  });
}

/** An address pasted over selected words links them. */
function linkSelection(view: EditorView, text: string): boolean {
  const { selection, schema, tr } = view.state;
  const link = schema.marks['link'];
  const address = text.trim();
  if (selection.empty || link === undefined || !/^https?:\/\/\S+$/iu.test(address)) return false;
  const { $from, $to } = selection;
  if (!$from.sameParent($to) || !$from.parent.type.allowsMarkType(link)) return false;
  view.dispatch(tr.removeMark(selection.from, selection.to, link).addMark(selection.from, selection.to, link.create({ href: address })));
  return true;
}

interface PastedCells {
  readonly text: string;
  readonly html: string;
  readonly slice: Slice;
  readonly plain: boolean;
}

/** Cells of a spreadsheet, and anything that is a table where a table is. */
function pasteCells(view: EditorView, { text, html, slice, plain }: PastedCells): boolean {
  const { schema } = view.state;
  const inTable = tablePosition(view.state) !== null;
  const fromHtml = html === '' || plain ? null : gridOfSlice(slice);
  const grid = fromHtml ?? (html === '' || inTable ? gridOfText(text, schema) : null) ?? (inTable ? gridOfLines(text, schema) : null);
  // A table of another page keeps its alignment where it becomes a table of its own.
  if (grid === null || (fromHtml !== null && !inTable)) return false;
  return dispatchTo(view, pasteGrid(grid));
}

function dispatchTo(view: EditorView, command: Command): boolean {
  return command(view.state, (tr) => view.dispatch(tr), view);
}

/** Code from an editor of code, and Markdown that was copied from a page without any format of its own. */
function otherSlice(view: EditorView, data: DataTransfer, text: string, html: string): Slice | null {
  const { schema } = view.state;
  const editorData = data.getData('vscode-editor-data');
  if (editorData !== '') {
    const mode = /"mode":"([\w+#-]+)"/u.exec(editorData)?.[1] ?? '';
    return mode === 'markdown' || mode === 'plaintext' ? markdownSlice(text, schema) : (codeSlice(text, mode, schema) ?? plainSlice(text, schema));
  }
  const isOwn = html.includes('data-pm-slice');
  return html !== '' && !isOwn && !hasStructure(html) && looksLikeMarkdown(text) ? markdownSlice(text, schema) : null;
}

/** Links that are never opened are no links; the mark of an open task, a space, is trimmed on its way through HTML. */
function readableContent(fragment: Fragment, schema: Schema): Fragment {
  const link = schema.marks['link'];
  const nodes: Node[] = [];
  fragment.forEach((node) => {
    const content = node.isText ? null : readableContent(node.content, schema);
    const isOpenTask = node.type.name === 'listItem' && node.attrs['checked'] === '';
    const inner = content === null ? node : isOpenTask ? node.type.create({ ...node.attrs, checked: ' ' }, content) : node.copy(content);
    const mark = link === undefined ? undefined : link.isInSet(inner.marks);
    const blocked = mark !== undefined && linkTarget(String(mark.attrs['href'])).kind === 'blocked';
    nodes.push(blocked && mark !== undefined ? inner.mark(mark.removeFromSet(inner.marks)) : inner);
  });
  return Fragment.fromArray(nodes);
}
