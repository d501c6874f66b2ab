/** `[[`, `#` and `:` offer in source mode what they offer in the editor. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { linkableBlocks, withBlockId } from '#shared/markdown/linkable-blocks.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';
import type { QuickHit, TagCount } from '#shared/model/search.ts';
import { readLinkQuery, type LinkQuery } from '../completion/link-query.ts';
import { matching, type NotePlaces, type PlacedBlock } from '../completion/note-places.ts';
import { newBlockId } from '../rich/block-link.ts';
import { changedRange, type ChangedRange } from './changed-range.ts';

export interface SourceCompletionOptions {
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly tags: () => Promise<readonly TagCount[]>;
  readonly places: NotePlaces;
  /** Says that a block could not be given its id. */
  readonly fail: () => void;
}

const maximumItems = 30;

export function sourceCompletion(options: SourceCompletionOptions): Extension {
  const sources = [links(options), tags(options), emoji];
  return autocompletion({
    icons: false,
    override: [async (context) => (isCode(context) ? null : firstOf(sources, context))],
  });
}

type Source = (context: CompletionContext) => Promise<CompletionResult | null>;

async function firstOf(sources: readonly Source[], context: CompletionContext): Promise<CompletionResult | null> {
  for (const source of sources) {
    const found = await source(context);
    if (found !== null) return found;
  }
  return null;
}

function isCode(context: CompletionContext): boolean {
  const { name } = syntaxTree(context.state).resolveInner(context.pos, -1);
  return name === 'CodeText' || name === 'InlineCode' || name === 'FencedCode' || name === 'Frontmatter';
}

function links(options: SourceCompletionOptions): Source {
  return async (context) => {
    const open = context.matchBefore(/!?\[\[[^[\]\n|]*$/u);
    if (open === null) return null;
    const written = readLinkQuery(open.text);
    return {
      from: open.from + (written.embed ? 3 : 2),
      // They were found and ordered already.
      filter: false,
      options: (await linkTargets(options, written, context)).slice(0, maximumItems),
    };
  };
}

async function linkTargets({ search, places, fail }: SourceCompletionOptions, written: LinkQuery, context: CompletionContext): Promise<readonly Completion[]> {
  const { note, words } = written;
  switch (written.kind) {
    case 'note':
      return (await search(words)).map(noteTarget);
    case 'heading':
      return matching(await places.headings(note), words.split('#').at(-1) ?? '').map(({ text, level, fragment }) => ({
        label: text,
        detail: '#'.repeat(level),
        apply: closedWith(']]', `${note.trim()}#${fragment}`),
      }));
    case 'anyHeading':
      return (await places.allHeadings(words)).map(({ text, title, linkText }) => ({ label: text, detail: title, apply: closedWith(']]', `${linkText}#${headingForLink(text)}`) }));
    default: {
      if (written.kind === 'block' && note.trim() === '') return ownBlocks(context, words);
      const blocks = written.kind === 'block' ? matching(await places.blocks(note), words) : await places.allBlocks(words);
      return blocks.map((block) => ({
        label: block.text,
        detail: block.id === null ? block.linkText : `^${block.id}`,
        apply: (view: EditorView, completion: Completion, from: number, to: number) => void linkToBlock(block, { places, fail }, view, completion, from, to),
      }));
    }
  }
}

function noteTarget(hit: QuickHit): Completion {
  const { match } = hit;
  const heading = match.kind === 'heading' && !hit.linkText.includes('#') ? `#${headingForLink(match.text)}` : '';
  const alias = match.kind === 'alias' && !hit.linkText.includes('|') ? `|${match.text}` : '';
  return {
    label: match.kind === 'title' ? hit.title : match.text,
    detail: match.kind === 'title' ? hit.folder : hit.title,
    apply: closedWith(']]', hit.linkText + heading + alias),
  };
}

/** The id is written first: a link to nothing would be worse than none. */
async function linkToBlock(block: PlacedBlock, { places, fail }: Pick<SourceCompletionOptions, 'places' | 'fail'>, view: EditorView, completion: Completion, from: number, to: number): Promise<void> {
  const typed = view.state.sliceDoc(from, to);
  const id = block.id ?? (await places.nameBlock(block, newBlockId()));
  if (!view.dom.isConnected) return;
  if (id === null) fail();
  // What was typed meanwhile may have moved the place.
  else if (view.state.sliceDoc(from, to) === typed) closedWith(']]', `${block.linkText}#^${id}`)(view, completion, from, to);
}

/** Blocks of this very note but the one with the caret: the id and the link are one step of its history. */
function ownBlocks(context: CompletionContext, words: string): readonly Completion[] {
  const text = context.state.doc.toString();
  const line = context.state.doc.lineAt(context.pos);
  const others = linkableBlocks(text).filter((block) => block.end < line.from || context.state.doc.line(block.line).from > line.to);
  return matching(others, words).map((block) => ({
    label: block.text,
    detail: block.id === null ? '' : `^${block.id}`,
    apply(view: EditorView, completion: Completion, from: number, to: number) {
      const id = block.id ?? newBlockId();
      // The list stands for the text in which it was asked for.
      const named = block.id === null ? changedRange(text, withBlockId(text, block, id) ?? text) : null;
      if (view.state.doc.toString() !== text || (block.id === null && named === null)) return;
      closedWith(']]', `#^${id}`, named)(view, completion, from, to);
    },
  }));
}

/** Writes the text and its end, where that does not stand there already; `beside` is another change of the same step. */
function closedWith(end: string, text: string, beside: ChangedRange | null = null) {
  return (view: EditorView, _completion: Completion, from: number, to: number): void => {
    const isClosed = view.state.sliceDoc(to, to + end.length) === end;
    const changes = view.state.changes([{ from, to: isClosed ? to + end.length : to, insert: text + end }, ...(beside === null ? [] : [beside])]);
    view.dispatch({ changes, selection: { anchor: changes.mapPos(from, -1) + text.length + end.length }, userEvent: 'input.complete' });
  };
}

function tags({ tags: all }: SourceCompletionOptions): Source {
  return async (context) => {
    const open = context.matchBefore(/(?:^|\s)#[^\s#!-,.:-@[-^`{-~]+$/u);
    if (open === null) return null;
    const from = open.from + open.text.indexOf('#') + 1;
    const found = await all();
    return {
      from,
      options: found.map((tag) => ({ label: tag.name, detail: String(tag.count), apply: `${tag.name} ` })),
      validFor: /^[^\s#!-,.:-@[-^`{-~]*$/u,
    };
  };
}

async function emoji(context: CompletionContext): Promise<CompletionResult | null> {
  // A time, a field and an address have colons too.
  const open = context.matchBefore(/(?:^|[\s(]):[a-z][\w+-]+$/iu);
  if (open === null) return null;
  const from = open.from + open.text.indexOf(':');
  const { findEmoji } = await import('../completion/emoji-data.ts');
  return {
    from,
    filter: false,
    options: findEmoji(context.state.sliceDoc(from + 1, context.pos), maximumItems).map((each) => ({
      label: `${each.character} ${each.label}`,
      detail: `:${each.codes[0] ?? ''}:`,
      apply: each.character,
    })),
  };
}
