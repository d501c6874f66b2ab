/** Templates: notes with words in double braces, which become a new note's first text. */
import { formatDay, fromMoment } from './date-pattern.ts';
import type { NotePlaces } from './note-places.ts';

export interface TemplatePrompt {
  readonly label: string;
  /** What the answer begins as. */
  readonly fallback: string;
}

export interface TemplateWords {
  readonly title: string;
  /** What `{{date}}` says: the note's own day where it has one. */
  readonly date: Date;
  /** What `{{time}}` says. */
  readonly now: Date;
  readonly answers: Readonly<Record<string, string>>;
}

export interface FilledTemplate {
  readonly text: string;
  /** Where `{{cursor}}` stood (UTF-16 units); null where the template has none. */
  readonly caret: number | null;
}

/** `{{word}}` and `{{word:rest}}`, as Obsidian's templates write them. */
const wordPattern = /\{\{[ \t]*(title|date|time|cursor|prompt)[ \t]*(?::([^{}\r\n]*))?\}\}/g;

/** The questions that a template asks, each once, in their order. `{{prompt:Who|nobody}}` has a first answer. */
export function templatePrompts(template: string): readonly TemplatePrompt[] {
  const prompts = new Map<string, TemplatePrompt>();
  for (const [, word, rest = ''] of template.matchAll(wordPattern)) {
    if (word !== 'prompt') continue;
    const prompt = readPrompt(rest);
    if (!prompts.has(prompt.label)) prompts.set(prompt.label, prompt);
  }
  return [...prompts.values()];
}

/** Words that mean nothing here are left for the person to see. */
export function fillTemplate(template: string, words: TemplateWords, patterns: Pick<NotePlaces['templates'], 'datePattern' | 'timePattern'>): FilledTemplate {
  let text = '';
  let caret: number | null = null;
  let end = 0;
  for (const match of template.matchAll(wordPattern)) {
    text += template.slice(end, match.index);
    end = match.index + match[0].length;
    const [whole, word, rest] = match;
    switch (word) {
      case 'title':
        text += words.title;
        break;
      case 'cursor':
        caret ??= text.length;
        break;
      case 'prompt': {
        const { label, fallback } = readPrompt(rest ?? '');
        text += words.answers[label] ?? fallback;
        break;
      }
      default: {
        const pattern = rest === undefined || rest.trim() === '' ? (word === 'date' ? patterns.datePattern : patterns.timePattern) : fromMoment(rest.trim());
        text += formatDay(atTimeOf(words), pattern) ?? whole;
      }
    }
  }
  return { text: text + template.slice(end), caret };
}

/** The note's day at the time that it is now. */
function atTimeOf({ date, now }: TemplateWords): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), now.getHours(), now.getMinutes(), now.getSeconds());
}

function readPrompt(rest: string): TemplatePrompt {
  const bar = rest.indexOf('|');
  return bar < 0 ? { label: rest.trim(), fallback: '' } : { label: rest.slice(0, bar).trim(), fallback: rest.slice(bar + 1).trim() };
}
