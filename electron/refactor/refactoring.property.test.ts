import { describe, expect, it } from 'vitest';
import { scanNote } from '#shared/markdown/outline.ts';
import { linkIndexOf } from '#shared/markdown/resolve-link.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { versionSchema } from '#shared/model/version.ts';
import { openTestCore, valueOf, type TestCore } from '../core.test-support.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import type { Draft, NoteText } from './draft.ts';
import { planHeading } from './plan-heading.ts';
import { planMerge } from './plan-merge.ts';
import { planMove } from './plan-move.ts';
import { planSections, sectionsOf } from './plan-sections.ts';
import { pathAfter } from './preview.ts';
import { leadsOf, randomOf, randomVault, readVault, type Lead } from './random-vault.test-support.ts';
import { applyEdits, keepEdits, reversed } from './text-edit.ts';

const at = (path: string): VaultPath => vaultPathSchema.parse(path);
const version = versionSchema.parse('0'.repeat(64));
const pureRuns = Number(process.env['VERSO_REFACTOR_RUNS'] ?? 120);

function noteOf(path: string, text: string): NoteText {
  return { path: at(path), text, version, scan: scanNote(text), writable: true };
}

const newNames = ['Renamed', 'index', 'Same', 'neu (1)', 'Ünï', '新規', 'F# & co', 'a [b]', 'p|q r', '50% x', 'say "x"', 'x.y', 'plan'];

interface Step {
  readonly kind: string;
  readonly draft: Draft;
  readonly detail: string;
}

function randomDraft(files: ReadonlyMap<string, string>, random: (below: number) => number): Step | null {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const paths = [...files.keys()];
  const notes = paths.filter((path) => path.endsWith('.md')).map((path) => noteOf(path, files.get(path) ?? ''));
  const note = pick(notes);
  const others = notes.filter((other) => other !== note);
  const index = linkIndexOf(paths);
  switch (random(5)) {
    case 0: {
      const from = pick(paths);
      const extension = from.endsWith('.md') ? '.md' : '.png';
      const folder = pick(['', 'a/', 'new folder/', from.includes('/') ? `${from.slice(0, from.lastIndexOf('/'))}/` : '']);
      const to = `${folder}${random(4) === 0 ? from.slice(from.lastIndexOf('/') + 1).replace(/\.\w+$/u, '').toUpperCase() : pick(newNames)}${extension}`;
      if (paths.some((path) => path.toLowerCase() === to.toLowerCase() && path !== from) || from === to) return null;
      return { kind: 'move', detail: `${from} → ${to}`, draft: planMove({ from: at(from), to: at(to), index, moved: new Map([[from, to]]), notes, done: false }) };
    }
    case 1: {
      const into = pick(others);
      return { kind: 'merge', detail: `${note.path} → ${into.path}`, draft: planMerge({ from: note, into, index, others: others.filter((other) => other !== into) }) };
    }
    case 2: {
      const blocks = note.scan.blocks.slice(1);
      const first = blocks[random(Math.max(1, blocks.length))];
      const last = blocks[Math.min(blocks.length - 1, (first === undefined ? 0 : blocks.indexOf(first)) + random(3))];
      // A heading without its text would leave nothing to tell it by.
      if (first === undefined || last === undefined || last.type === 'heading') return null;
      const section = { start: first.start, end: last.end, path: at('a/Extracted new.md') };
      if (paths.includes(section.path)) return null;
      return { kind: 'extract', detail: note.path, draft: planSections({ note, sections: [section], leave: pick(['link', 'embed']), asList: false, style: 'shortest', index, others }) };
    }
    case 3: {
      const level = 1 + random(3);
      const sections = sectionsOf(note, level).map(({ start, end }, number) => ({ start, end, path: at(`split/Part ${number}.md`) }));
      if (sections.length === 0 || sections.some(({ path }) => paths.includes(path))) return null;
      return { kind: 'split', detail: `${note.path} ${level}`, draft: planSections({ note, sections, leave: pick(['link', 'embed']), asList: true, style: 'shortest', index, others }) };
    }
    default: {
      const heading = note.scan.headings[random(Math.max(1, note.scan.headings.length))];
      if (heading === undefined) return null;
      const draft = planHeading({ note, line: heading.line, to: pick(['Changed', 'Same', 'One', 'Neu: x', '変更']), was: undefined, index, others });
      return draft === null ? null : { kind: 'heading', detail: `${note.path}:${heading.line}`, draft };
    }
  }
}

function applied(files: ReadonlyMap<string, string>, draft: Draft): Map<string, string> {
  const after = new Map<string, string>();
  for (const [path, text] of files) after.set(pathAfter(draft, at(path)), text);
  for (const { note, edits } of draft.notes) {
    const path = pathAfter(draft, note.path);
    const next = applyEdits(note.text, edits);
    expect(applyEdits(next, reversed(keepEdits(note.text, edits)))).toBe(note.text);
    after.set(path, next);
  }
  for (const { path, text } of draft.created) after.set(path, text);
  for (const { path } of draft.trashed) after.delete(path);
  return after;
}

/** Why a link does not lead where it led, or null. */
function problemOf(before: Lead, now: Lead | undefined, step: Step): string | null {
  if (now === undefined) return 'leads nowhere';
  const { draft } = step;
  // The heading stays and its text is in the new note: the link or embed below it leads there.
  if (step.kind === 'extract' && before.placed && now.placed && now.path === before.path) return null;
  if (before.placed) return now.mark === before.mark ? null : `leads to ${now.mark} in ${now.path}`;
  const [gone] = draft.trashed;
  if (gone !== undefined && before.path === gone.path) return now.mark === before.mark ? null : `leads to ${now.mark} in ${now.path}`;
  const wanted = pathAfter(draft, at(before.path));
  return now.path === wanted ? null : `leads to ${now.path}`;
}

describe('links after a change of several notes', () => {
  it('lead to what they led to, in random vaults, and the change can be taken back byte for byte', { timeout: 120_000 }, () => {
    const kinds = new Map<string, number>();
    for (let seed = 1; seed <= pureRuns; seed += 1) {
      const random = randomOf(seed + 77);
      let files = new Map(Object.entries(randomVault(seed)));
      for (let number = 0; number < 3; number += 1) {
        const step = randomDraft(files, random);
        if (step === null) continue;
        kinds.set(step.kind, (kinds.get(step.kind) ?? 0) + 1);
        const lost = new Set(step.draft.left.map(({ path, line }) => `${path}:${line}`));
        const before = leadsOf(files);
        const after = applied(files, step.draft);
        const now = leadsOf(after);
        for (const [link, lead] of before) {
          const problem = problemOf(lead, now.get(link), step);
          if (problem === null) continue;
          // What no link can say is named, and stays as it was.
          if (lost.size > 0 && [...lost].some((place) => place.startsWith(`${lead.source}:`) || step.kind === 'merge')) continue;
          expect.fail(`seed ${seed}, ${step.kind} ${step.detail}: L${link} ${lead.raw} in ${lead.source} led to ${lead.mark} in ${lead.path}, now ${now.get(link)?.raw ?? '-'} ${problem}\n${after.get(lead.source) ?? ''}`);
        }
        files = after;
      }
    }
    expect([...kinds.keys()].sort()).toEqual(['extract', 'heading', 'merge', 'move', 'split']);
  });
});

async function run(test: TestCore, request: RefactorRequest): Promise<string | null> {
  const plan = await test.client.call('refactor.plan', { request });
  if (!plan.ok) return null;
  const done = await test.client.call('refactor.apply', { id: plan.value.id });
  return done.ok ? done.value.id : null;
}

describe('a change of several notes on disk', () => {
  it('and its undo leave every byte as it was, in a random vault', { timeout: 120_000 }, async () => {
    const files = randomVault(5);
    const test = await openTestCore(files);
    const notes = Object.keys(files).filter((path) => path.endsWith('.md'));
    const original = readVault(test.folder);
    let made = 0;
    for (const [number, path] of notes.entries()) {
      const other = notes[(number + 1) % notes.length] ?? path;
      const requests: RefactorRequest[] = [
        { kind: 'move', from: at(path), to: at(`moved/Néw ${number}.md`) },
        { kind: 'merge', from: at(path), into: at(other) },
        { kind: 'split', path: at(path), level: 1, leave: 'link' },
      ];
      const request = requests[number % 3];
      const id = request === undefined ? null : await run(test, request);
      if (id === null) continue;
      made += 1;
      const after = readVault(test.folder);
      expect(after).not.toEqual(original);
      const undone = valueOf(await test.client.call('refactor.undo', number % 2 === 0 ? { id } : {}));
      expect(undone.left).toEqual([]);
      expect(readVault(test.folder)).toEqual(original);
    }
    expect(made).toBeGreaterThan(4);
  });
});
