/** `[[`, `#` and `:` offer in source mode what they offer in the editor. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { QuickHit, TagCount } from '#shared/model/search.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';

export interface SourceCompletionOptions {
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly tags: () => Promise<readonly TagCount[]>;
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

function links({ search }: SourceCompletionOptions): Source {
  return async (context) => {
    const open = context.matchBefore(/\[\[[^[\]\n|]*$/u);
    if (open === null) return null;
    const hits = await search(open.text.slice(2));
    return {
      from: open.from + 2,
      // The core has found and ordered them.
      filter: false,
      options: hits.slice(0, maximumItems).map((hit): Completion => {
        const { match } = hit;
        const heading = match.kind === 'heading' && !hit.linkText.includes('#') ? `#${headingForLink(match.text)}` : '';
        const alias = match.kind === 'alias' && !hit.linkText.includes('|') ? `|${match.text}` : '';
        return {
          label: match.kind === 'title' ? hit.title : match.text,
          detail: match.kind === 'title' ? hit.folder : hit.title,
          apply: closedWith(']]', hit.linkText + heading + alias),
        };
      }),
    };
  };
}

/** Writes the text and its end, where that does not stand there already. */
function closedWith(end: string, text: string) {
  return (view: EditorView, _completion: Completion, from: number, to: number): void => {
    const isClosed = view.state.sliceDoc(to, to + end.length) === end;
    view.dispatch({
      changes: { from, to: isClosed ? to + end.length : to, insert: text + end },
      selection: { anchor: from + text.length + end.length },
      userEvent: 'input.complete',
    });
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
