/** What the dialect adds to Markdown, for CodeMirror's parser: enough to be told apart by the eye. */
import type { markdown } from '@codemirror/lang-markdown';

type Dialect = NonNullable<NonNullable<Parameters<typeof markdown>[0]>['extensions']>;

interface Form {
  /** Of the syntax tree; `markdown-classes.ts` gives it its looks. */
  readonly name: string;
  /** The characters that it can begin with. */
  readonly starts: string;
  /** Anchored at that character. */
  readonly pattern: RegExp;
  /** What must stand before it. */
  readonly behind?: RegExp;
}

const forms: readonly Form[] = [
  { name: 'Wikilink', starts: '[!', pattern: /^!?\[\[(?:[^[\]\n]|\](?!\]))+\]\]/u },
  { name: 'FootnoteMark', starts: '[', pattern: /^\[\^[^\]\s]+\]/u },
  { name: 'InlineFootnote', starts: '^', pattern: /^\^\[[^\]]+\]/u },
  { name: 'CalloutMark', starts: '[', pattern: /^\[![\w-]+\][+-]?/u, behind: /^[>\s]$/u },
  { name: 'Highlight', starts: '=', pattern: /^==(?=\S)(?:[^=]|=(?!=))+==/u },
  { name: 'Comment', starts: '%', pattern: /^%%[^]*?%%/u },
  { name: 'Math', starts: '$', pattern: /^(?:\$\$[^]+?\$\$|\$(?!\s)(?:[^$\n\\]|\\.)*?[^\s$\\]\$(?!\d))/u },
  { name: 'Tag', starts: '#', pattern: /^#(?=[^\s#]*[^\d\s#])(?:[\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]|\u200d|\ufe0f)+/u, behind: /^\s$/u },
  { name: 'BlockId', starts: '^', pattern: /^\^[A-Za-z0-9-]+(?=\s*(?:\n|$))/u, behind: /^\s$/u },
];

/** Lines that a block of YAML may have; anything else ends what only looked like one. */
const yamlLine = /^(?:\s.*|#.*|- .*|-|[^\s:][^:]*:(?:\s.*)?|)$/u;

export const dialect: Dialect = {
  defineNodes: [...forms.map((form) => form.name), { name: 'Frontmatter', block: true }, { name: 'CommentBlock', block: true }],
  parseInline: forms.map((form) => ({
    name: form.name,
    before: 'Link',
    parse(context, next, position) {
      if (!form.starts.includes(String.fromCharCode(next))) return -1;
      if (form.behind !== undefined && position > context.offset && !form.behind.test(context.slice(position - 1, position))) return -1;
      const found = form.pattern.exec(context.slice(position, context.end));
      return found === null ? -1 : context.addElement(context.elt(form.name, position, position + found[0].length));
    },
  })),
  parseBlock: [
    {
      name: 'Frontmatter',
      before: 'HorizontalRule',
      parse(context, line) {
        if (context.lineStart !== 0 || !/^---[ \t]*$/u.test(line.text) || !yamlLine.test(context.peekLine())) return false;
        while (context.nextLine()) {
          if (/^(?:---|\.\.\.)[ \t]*$/u.test(line.text)) {
            context.nextLine();
            break;
          }
          if (!yamlLine.test(line.text)) break;
        }
        context.addElement(context.elt('Frontmatter', 0, context.prevLineEnd()));
        return true;
      },
    },
    {
      name: 'CommentBlock',
      before: 'HorizontalRule',
      parse(context, line) {
        const text = line.text.slice(line.pos);
        if (!text.startsWith('%%') || text.slice(2).includes('%%')) return false;
        const start = context.lineStart + line.pos;
        while (context.nextLine()) {
          if (!line.text.includes('%%')) continue;
          context.nextLine();
          break;
        }
        context.addElement(context.elt('CommentBlock', start, context.prevLineEnd()));
        return true;
      },
    },
  ],
};
