/**
 * The text of an imported note: frontmatter, a title, one section per message; and merging new
 * messages into a note that is there already without touching anything else in it.
 *
 * A section is a heading of level 2 or 3 and, as the next block, one line that ends in its block
 * id (`^m-…`, or `^p-…` for a pointer). It reaches to the next such heading.
 */
import { createHash } from 'node:crypto';
import { parse as parseYaml } from 'yaml';

export type FrontmatterValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;
export type Frontmatter = Readonly<Record<string, FrontmatterValue>>;

export interface Section {
  /** Block id without the caret. */
  readonly block: string;
  /** From the heading to the last character, without blank lines at the end. */
  readonly text: string;
}

export interface ParsedNote {
  readonly frontmatter: Readonly<Record<string, unknown>>;
  /** Frontmatter lines between the fences, as they are. */
  readonly frontmatterText: string;
  /** Everything between the frontmatter and the first section. */
  readonly head: string;
  readonly sections: readonly Section[];
}

/** SHA-256 of a section's text, to see later whether a person edited it. */
export function sectionHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function yamlValue(value: FrontmatterValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // Times and dates stay bare, so that other tools read them as such.
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(value) ? value : yamlString(value);
  if (Array.isArray(value)) return `[${value.map((item: string) => yamlString(item)).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${yamlString(item)}`)
    .join(', ')} }`;
}

/** JSON's strings are YAML's; plain words stay plain. */
function yamlString(text: string): string {
  if (/^[A-Za-z][A-Za-z-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  return JSON.stringify(text.toWellFormed());
}

/** A whole new note. `title` is already escaped. */
export function composeNote(frontmatter: Frontmatter, title: string, sections: readonly Section[]): string {
  const lines = Object.entries(frontmatter).map(([key, value]) => `${key}: ${yamlValue(value)}\n`);
  return `---\n${lines.join('')}---\n\n# ${title}\n\n${sections.map((section) => section.text).join('\n\n')}\n`;
}

/** Takes a note apart; null where it is not one of ours (no frontmatter). */
export function parseNote(text: string): ParsedNote | null {
  const normal = text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  const match = /^---\n([\s\S]*?\n)---\n/.exec(normal);
  if (match === null) return null;
  const frontmatterText = match[1] ?? '';
  let frontmatter: Record<string, unknown> = {};
  try {
    const parsed: unknown = parseYaml(frontmatterText);
    if (typeof parsed === 'object' && parsed !== null) frontmatter = { ...parsed };
  } catch {
    return null;
  }
  const body = normal.slice(match[0].length);
  const starts = sectionStarts(body);
  const sections = starts.map(({ offset, block }, index) => ({
    block,
    text: body.slice(offset, starts[index + 1]?.offset ?? body.length).trimEnd(),
  }));
  const head = body.slice(0, starts[0]?.offset ?? body.length).trimEnd();
  return { frontmatter, frontmatterText, head, sections };
}

function sectionStarts(body: string): { offset: number; block: string }[] {
  const found: { offset: number; block: string }[] = [];
  let offset = 0;
  let heading: number | null = null;
  let openFence: string | null = null;
  for (const line of body.split('\n')) {
    const fenceMark = /^[> ]*(`{3,}|~{3,})(.*)$/.exec(line);
    if (openFence !== null) {
      if (fenceMark?.[1]?.startsWith(openFence) === true && (fenceMark[2] ?? '').trim() === '') openFence = null;
    } else if (fenceMark?.[1] !== undefined) {
      openFence = fenceMark[1];
      heading = null;
    } else if (/^#{2,3} /.test(line)) {
      heading = offset;
    } else if (line.trim() !== '') {
      const block = / \^([mp]-[0-9A-Za-z-]+)$/.exec(line)?.[1];
      if (heading !== null && block !== undefined) found.push({ offset: heading, block });
      heading = null;
    }
    offset += line.length + 1;
  }
  return found;
}

/** Puts a parsed note together again with other sections and some frontmatter keys replaced. */
export function recomposeNote(note: ParsedNote, changed: Frontmatter, sections: readonly Section[]): string {
  let frontmatterText = note.frontmatterText;
  for (const [key, value] of Object.entries(changed)) {
    const line = `${key}: ${yamlValue(value)}\n`;
    // The key's line and what is indented or listed under it: other tools write lists that way.
    const pattern = new RegExp(`^${key}:.*\\n(?:[ \\t-].*\\n)*`, 'm');
    frontmatterText = pattern.test(frontmatterText)
      ? frontmatterText.replace(pattern, () => line)
      : frontmatterText + line;
  }
  return `---\n${frontmatterText}---\n${note.head}\n\n${sections.map((section) => section.text).join('\n\n')}\n`;
}

/** Strings of a frontmatter list, whatever else stands in it. */
export function stringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `2024-03-05T09:41:12Z`. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
