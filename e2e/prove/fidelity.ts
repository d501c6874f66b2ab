/**
 * The long proof of byte fidelity, over every fixture vault.
 *
 *   node scripts/run.mjs e2e/prove/fidelity.ts [--every N] [--edits N] [--variants 0|1] [--seed N]
 *
 * For each note: open and save without an edit, plain and in four variants of line ends; edits
 * at the end of random text blocks, which must change one line each; and sessions of random edits,
 * each save verified against the parse of its result. Prints counts as JSON; exits with 1 if a
 * byte changed without an edit or a save was not stable.
 */
import { Transform } from '@tiptap/pm/transform';
import { checkFidelity } from '#shared/document/fidelity.ts';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { applyRandomEdit, seededDraw, type Draw } from '#shared/document/testing/random-edit.ts';
import { changedLines, readVaultFiles, variantsOf } from '../fixture-vaults.ts';
import { fixturesPath } from '../fixtures-path.ts';

/** Above this a session of many saves would take minutes on one note. */
const MAX_SESSION_LENGTH = 60_000;
const MAX_VARIANT_LENGTH = 300_000;

const folder = fixturesPath('vaults');
if (folder === null) {
  console.error('The fixture vaults are not here: set VERSO_FIXTURES.');
  process.exit(2);
}
const every = option('--every', 1);
const edits = option('--edits', 3);
const withVariants = option('--variants', 1) !== 0;
const seed = option('--seed', 7);
const schema = createDocumentSchema();
const { files, notUtf8 } = readVaultFiles(folder, every);

const counts = {
  files: files.length,
  notUtf8: notUtf8.length,
  identical: 0,
  variants: 0,
  variantsIdentical: 0,
  blocks: 0,
  rawBlocks: 0,
  lineEdits: 0,
  oneLine: 0,
  lineEditsVerified: 0,
  sessions: 0,
  randomEdits: 0,
  randomVerified: 0,
  undone: 0,
  stable: 0,
  levels: {} as Record<string, number>,
};
const problems: string[] = [];

for (const [index, { name, text }] of files.entries()) {
  const report = checkFidelity(text, schema);
  counts.blocks += report.blocks;
  counts.rawBlocks += report.rawBlocks;
  if (report.identical) counts.identical += 1;
  else problems.push(`${name}: differs at line ${report.difference?.line ?? 0}`);
  if (withVariants && text.length <= MAX_VARIANT_LENGTH) checkVariants(name, text);
  const draw = seededDraw(seed * 1_000_003 + index);
  if (edits > 0 && text.length <= MAX_VARIANT_LENGTH) editLines(text, draw);
  if (edits > 0 && text.length <= MAX_SESSION_LENGTH) runSession(name, text, draw);
}
console.log(JSON.stringify({ ...counts, problems: problems.slice(0, 50), problemCount: problems.length }, null, 2));
process.exit(problems.length === 0 ? 0 : 1);

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  return at === -1 ? fallback : Number(process.argv[at + 1] ?? fallback);
}

function checkVariants(name: string, text: string): void {
  for (const [variant, each] of Object.entries(variantsOf(text))) {
    counts.variants += 1;
    if (checkFidelity(each, schema).identical) counts.variantsIdentical += 1;
    else problems.push(`${name} (${variant}) differs`);
  }
}

/** Appends a word to random text blocks: one line may change, and no other. */
function editLines(text: string, draw: Draw): void {
  const loaded = loadMarkdown(text, schema);
  const ends: number[] = [];
  loaded.doc.descendants((node, pos) => {
    if (node.isTextblock && node.content.size > 0 && node.type.name !== 'rawBlock') ends.push(pos + 1 + node.content.size);
    return !node.isTextblock;
  });
  for (let count = 0; count < edits && ends.length > 0; count += 1) {
    const at = ends[draw(ends.length)] ?? 0;
    const saved = saveMarkdown(loaded, new Transform(loaded.doc).insert(at, schema.text(' zebra')).doc);
    const { removed, added } = changedLines(text, saved.text);
    counts.lineEdits += 1;
    if (removed === 1 && added === 1) counts.oneLine += 1;
    if (saved.verified) counts.lineEditsVerified += 1;
  }
}

function runSession(name: string, text: string, draw: Draw): void {
  const loaded = loadMarkdown(text, schema);
  const transform = new Transform(loaded.doc);
  counts.sessions += 1;
  let isVerified = true;
  for (let count = 0; count < edits; count += 1) {
    const kind = applyRandomEdit(transform, draw);
    if (kind === null) continue;
    try {
      transform.doc.check();
    } catch {
      return;
    }
    const saved = saveMarkdown(loaded, transform.doc);
    counts.randomEdits += 1;
    counts.levels[saved.level] = (counts.levels[saved.level] ?? 0) + 1;
    isVerified = saved.verified;
    if (saved.verified) counts.randomVerified += 1;
    if (checkFidelity(saved.text, schema).identical) counts.stable += 1;
    else problems.push(`${name}: the result of ${kind} does not save as itself`);
    if (!isVerified) break;
  }
  const undone = new Transform(transform.doc).replaceWith(0, transform.doc.content.size, loaded.doc.content);
  if (saveMarkdown(loaded, undone.doc).text === text) counts.undone += 1;
  else problems.push(`${name}: undoing everything does not give the same bytes`);
}
