/** The rules in `schema/schema.md`: what its frontmatter binds the code to, and its text for the model. */
import { z } from 'zod';
import { claimKindSchema, entityKindSchema, type ClaimKind, type EntityKind } from '#shared/model/claim.ts';
import { readFrontmatter } from '#shared/markdown/frontmatter.ts';
import { noteNameFrom } from '#shared/markdown/note-name.ts';
import { fingerprint } from './fingerprint.ts';

const pageRuleSchema = z.object({
  folder: z.string().min(1).max(100),
  sections: z.record(z.string().min(1).max(100), z.array(claimKindSchema)),
});

/** `two-way`: mail went both ways, or the user wrote about them; a number: at least so many claims. */
const thresholdSchema = z.union([z.literal('two-way'), z.number().int().min(1).max(1000)]);

const defaultSections = { About: ['fact', 'relation', 'preference'], Commitments: ['commitment'], History: ['decision', 'event'] } as const;

const rulesSchema = z.object({
  pages: z.partialRecord(entityKindSchema, pageRuleSchema).default({}),
  lists: z.array(z.string()).default(['Commitments', 'Decisions', 'History']),
  noteworthy: z.partialRecord(entityKindSchema, thresholdSchema).default({}),
  skipBulk: z.boolean().default(true),
});

export interface PageRule {
  /** Name of the folder under `wiki/`. */
  readonly folder: string;
  /** In the order of the page. */
  readonly sections: readonly { readonly heading: string; readonly kinds: readonly ClaimKind[] }[];
}

export interface SchemaRules {
  readonly pages: Readonly<Record<EntityKind, PageRule>>;
  /** Headings of sections that are lists, one claim an item. */
  readonly lists: ReadonlySet<string>;
  readonly noteworthy: Readonly<Record<EntityKind, 'two-way' | number>>;
  readonly skipBulk: boolean;
  /** The text below the frontmatter: the user's words to the model. */
  readonly text: string;
  /** Changes with every change of the rules. */
  readonly version: string;
  /** Why the frontmatter could not be used and defaults hold instead, or null. */
  readonly problem: string | null;
}

/** Reads the rules; what is missing or broken in them falls back to the defaults, and says so. */
export function readSchemaRules(source: string): SchemaRules {
  const frontmatter = readFrontmatter(source);
  const parsed = rulesSchema.safeParse(frontmatter?.properties ?? {});
  const rules = parsed.success ? parsed.data : rulesSchema.parse({});
  const page = (kind: EntityKind, folder: string): PageRule => {
    const rule: { readonly folder: string; readonly sections: Readonly<Record<string, readonly ClaimKind[]>> } = rules.pages[kind] ?? { folder, sections: defaultSections };
    return {
      // A folder of the user's is a name under wiki/, never a way out of it.
      folder: noteNameFrom(rule.folder, folder),
      sections: Object.entries(rule.sections)
        .map(([heading, kinds]) => ({ heading: noteNameFrom(heading), kinds }))
        .filter((section) => section.heading.toLowerCase() !== 'notes'),
    };
  };
  return {
    pages: {
      person: page('person', 'people'),
      organization: page('organization', 'organizations'),
      project: page('project', 'projects'),
      topic: page('topic', 'topics'),
    },
    lists: new Set(rules.lists),
    noteworthy: {
      person: rules.noteworthy.person ?? 'two-way',
      organization: rules.noteworthy.organization ?? 2,
      project: rules.noteworthy.project ?? 1,
      topic: rules.noteworthy.topic ?? 2,
    },
    skipBulk: rules.skipBulk,
    text: source.slice(frontmatter?.bodyStart ?? 0).trim(),
    version: fingerprint(source.replace(/\r\n/gu, '\n').trim()),
    problem: frontmatter?.error?.message ?? (parsed.success ? null : z.prettifyError(parsed.error)),
  };
}

/** The heading under which a claim of this kind stands: the first that takes it, else the first of all. */
export function sectionFor(rules: SchemaRules, page: EntityKind, claim: ClaimKind): string {
  const { sections } = rules.pages[page];
  return (sections.find((section) => section.kinds.includes(claim)) ?? sections[0])?.heading ?? 'About';
}
