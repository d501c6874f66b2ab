/**
 * Saves by verified patches: never writes the document out, but edits the loaded source and
 * parses each edit again to see that it says what the document says.
 *
 * No change gives no edit and identical bytes. A change is tried from the finest grain to the
 * coarsest, and the first that verifies is taken.
 */
import type { Node } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { collectDefinitions, parseMarkdown } from '#shared/markdown/tree/parse.ts';
import type { Definition } from '#shared/markdown/tree/source-tree.ts';
import { changedRegions, type Region } from './align.ts';
import { applyEdits, lineEnd, lineStart, ordered, overlaps } from './apply-edits.ts';
import { Canonicalizer, childrenOf } from './canonical.ts';
import { itemWindow } from './item-window.ts';
import type { LoadedNote } from './load-markdown.ts';
import { LoadedLines } from './loaded-lines.ts';
import { documentOf } from './source-document.ts';
import { patchBlocks } from './patch-block.ts';
import type { PatchContext } from './patch-context.ts';
import type { Edit } from './patch-inline.ts';
import { ATTEMPTS, coarser, MAX_ESCAPE_CHARACTERS, MAX_ESCAPE_TRIES, MAX_LINE_CHARACTERS, MAX_LINE_TRIES, WIDE_ATTEMPTS, type Attempt, type SaveLevel } from './save-attempts.ts';
import { restoreLines, spansLines } from './restore-lines.ts';
import { SaveMemory, type LoadedBlock } from './save-memory.ts';
import type { SaveContext } from './saved-context.ts';
import { sameDefinitions, sameKeys } from './same-definitions.ts';
import { otherMarker, type BlockStyle } from './write-block.ts';

export interface SaveResult {
  /** The whole note, BOM included. Identical to what was loaded where nothing changed. */
  readonly text: string;
  /** What changed, in offsets of the loaded text (BOM included), in order, without overlaps. */
  readonly edits: readonly Edit[];
  /** False where no patch said exactly what the document says: then the finest was taken. */
  readonly verified: boolean;
  /**
   * Whether the text must not be written: it says something else than what is shown, and not only
   * because somebody edits source, or a definition on which the meaning of other blocks hangs.
   */
  readonly unsaid: boolean;
  readonly level: SaveLevel;
}

/**
 * The source of `doc`, which came from `base.doc` by any edits. Always diffs against the loaded
 * base, so that undoing everything gives back the very bytes.
 */
export function saveMarkdown(base: LoadedNote, doc: Node): SaveResult {
  return createSaver(base)(doc);
}

/** Saves of one base, one after another: each finds out only what changed since the one before. */
export function createSaver(base: LoadedNote): (doc: Node) => SaveResult {
  let memory: SaveMemory<Patch> | null = null;
  return (doc) => {
    if (doc === base.doc || doc.eq(base.doc)) return untouched(base);
    memory ??= new SaveMemory(base);
    return new Saver(base, doc, memory).save() ?? untouched(base);
  };
}

function untouched(base: LoadedNote): SaveResult {
  return { text: (base.bom ? '\ufeff' : '') + base.text, edits: [], verified: true, unsaid: false, level: 'none' };
}

interface Patch {
  readonly edits: readonly Edit[];
  readonly verified: boolean;
  /** Whether it is nothing but source, which stands as it was typed. */
  readonly asTyped: boolean;
  readonly level: SaveLevel;
  /** Whether it is only right apart from emphasis on spaces. */
  readonly isPlain: boolean;
  /** Whether it leaves every definition as it was. */
  readonly keepsDefinitions: boolean;
}

class Saver {
  readonly #base: LoadedNote;
  readonly #canonical: Canonicalizer;
  readonly #plainSpaces: Canonicalizer;
  readonly #context: SaveContext;
  /** Whether a patch was only right apart from emphasis on spaces. */
  #isPlain = false;
  readonly #memory: SaveMemory<Patch>;
  readonly #old: readonly LoadedBlock[];
  readonly #next: readonly Node[];
  readonly #lines: LoadedLines;

  constructor(base: LoadedNote, doc: Node, memory: SaveMemory<Patch>) {
    this.#base = base;
    this.#context = memory.context(childrenOf(doc));
    this.#canonical = this.#context.canonical;
    this.#plainSpaces = new Canonicalizer(doc.type.schema, this.#context, true);
    this.#memory = memory;
    this.#lines = new LoadedLines(base);
    this.#old = memory.old;
    // The form of what is still as loaded need not be known: on long notes that matters.
    this.#next = childrenOf(doc).filter((node) => memory.places.has(node) || this.#canonical.form(node) !== '');
  }

  save(): SaveResult | null {
    const regions = this.#regions();
    if (regions.length === 0) return null;
    const patches = this.#memory.patches(regions, this.#next, (region) => this.#regionPatch(region));
    this.#isPlain = patches.some((patch) => patch.isPlain);
    const edits: Edit[] = patches.flatMap((patch) => patch.edits);
    let verified = patches.every((patch) => patch.verified);
    let level = patches.reduce<SaveLevel>((coarsest, patch) => coarser(coarsest, patch.level), 'none');
    let unsaid = !patches.every((patch) => patch.verified || patch.asTyped);
    let text = applyEdits(this.#base.text, edits);
    if (!patches.every((patch) => patch.keepsDefinitions) && this.#definitionsChanged(text)) {
      // A definition reaches anywhere.
      verified = this.#verifyWhole(text);
      if (verified) unsaid = false;
    } else if (!verified) {
      verified = this.#verify(text, 0, this.#next, this.#isPlain ? this.#plainSpaces : this.#canonical);
      if (verified) unsaid = false;
    } else if (regions.length > 1) {
      verified = this.#holdTogether(regions, patches, text);
      unsaid = !verified;
    }
    if (!verified && regions.length > 1 && !regions.some((region) => this.#isSourceOnly(region))) {
      const whole = this.#patch(spanning(regions));
      const wholeText = applyEdits(this.#base.text, whole.edits);
      if (whole.verified && this.#verifyWhole(wholeText)) {
        edits.length = 0;
        edits.push(...whole.edits);
        text = wholeText;
        verified = true;
        unsaid = false;
        level = coarser(level, whole.level);
      }
    }
    // Links by a definition that went are links in the document yet.
    if (verified && this.#context.isChanged) verified = this.#verifyWhole(text, this.#next);
    return this.#result(text, edits, { verified, unsaid, level });
  }

  #regionPatch(region: Region): Patch {
    const before = this.#isPlain;
    this.#isPlain = false;
    const patch = this.#patch(region);
    const isPlain = this.#isPlain;
    this.#isPlain = before;
    return { ...patch, isPlain, asTyped: this.#isSourceOnly(region), keepsDefinitions: this.#keepsDefinitions(region, patch.edits) };
  }

  /**
   * Whether patches that each hold alone also hold together. Two whose windows have no block in
   * common cannot see each other: each leaves the blocks at its window's ends as they were, so
   * the other's window reads as it did alone. Those that meet are read in one window.
   */
  #holdTogether(regions: readonly Region[], patches: readonly Patch[], text: string): boolean {
    const startsWithRule = /^---[ \t]*(?:\r?\n|$)/u.test(text);
    if (startsWithRule && (findFrontmatter(text) !== null) !== (this.#next[0]?.type.name === 'frontmatter')) return false;
    for (let from = 0; from < regions.length; ) {
      let to = from + 1;
      while (to < regions.length && (regions[to]?.a0 ?? 0) - 1 <= (regions[to - 1]?.a1 ?? 0)) to += 1;
      const edits = patches.slice(from, to).flatMap((patch) => patch.edits);
      if (to - from > 1 && !this.#verifyWindow(spanning(regions.slice(from, to)), edits, this.#isPlain ? this.#plainSpaces : this.#canonical)) return false;
      from = to;
    }
    return true;
  }

  /** The source from the block before a region to the one behind it, with edits applied; null where they reach beyond. */
  #window(region: Region, edits: readonly Edit[]): { readonly text: string; readonly start: number } | null {
    const before = this.#old[region.a0 - 1];
    const after = this.#old[region.a1];
    const start = before === undefined ? 0 : lineStart(this.#base.text, before.block.start);
    const end = after === undefined ? this.#base.text.length : lineEnd(this.#base.text, after.block.end);
    if (edits.some((edit) => edit.start < start || edit.end > end) || overlaps(edits)) return null;
    return { text: applyEdits(this.#base.text.slice(start, end), edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))), start };
  }

  #keepsDefinitions(region: Region, edits: readonly Edit[]): boolean {
    const window = this.#window(region, edits);
    if (window === null) return false;
    const before = { definitions: new Map<string, Definition>(), footnotes: new Set<string>() };
    collectDefinitions(this.#old.slice(Math.max(0, region.a0 - 1), region.a1 + 1).map(({ block }) => block), before);
    if (before.definitions.size === 0 && before.footnotes.size === 0 && !window.text.includes(']:')) return true;
    const { definitions, footnotes } = this.#context;
    const tree = parseMarkdown(window.text, { definitions, footnotes, offset: window.start });
    return sameDefinitions(tree.definitions, before.definitions) && sameKeys(tree.footnotes, before.footnotes);
  }

  #result(text: string, edits: readonly Edit[], found: Pick<SaveResult, 'verified' | 'unsaid' | 'level'>): SaveResult {
    const shift = this.#base.bom ? 1 : 0;
    return {
      text: (this.#base.bom ? '\ufeff' : '') + text,
      edits: ordered(edits).map((edit) => ({ start: edit.start + shift, end: edit.end + shift, text: edit.text })),
      ...found,
    };
  }

  /** Changed stretches of the top level, found by identity first and by form then. */
  #regions(): Region[] {
    const regions: Region[] = [];
    for (const region of this.#moved() ?? this.#reordered()) {
      const keyA = this.#old.slice(region.a0, region.a1).map((old) => old.node.type.name + this.#canonical.form(old.node));
      const keyB = this.#next.slice(region.b0, region.b1).map((node) => node.type.name + this.#canonical.form(node));
      for (const inner of changedRegions(keyA, keyB, (index) => this.#lineCount(region.a0 + index))) {
        regions.push({ a0: region.a0 + inner.a0, a1: region.a0 + inner.a1, b0: region.b0 + inner.b0, b1: region.b0 + inner.b1 });
      }
    }
    return regions;
  }

  /** By identity, where what stayed is still in order; else null. */
  #moved(): Region[] | null {
    const regions: Region[] = [];
    let a0 = 0;
    let b0 = 0;
    for (const [b1, node] of this.#next.entries()) {
      const a1 = this.#memory.places.get(node);
      if (a1 === undefined) continue;
      if (a1 < a0) return null;
      if (a1 > a0 || b1 > b0) regions.push({ a0, a1, b0, b1 });
      a0 = a1 + 1;
      b0 = b1 + 1;
    }
    if (a0 < this.#old.length || b0 < this.#next.length) regions.push({ a0, a1: this.#old.length, b0, b1: this.#next.length });
    return regions;
  }

  #reordered(): Region[] {
    const numbers = new Map<Node, number>(this.#memory.places);
    const numberOf = (node: Node): number => {
      const number = numbers.get(node) ?? numbers.size;
      numbers.set(node, number);
      return number;
    };
    return changedRegions(this.#old.map(({ node }) => numberOf(node)), this.#next.map(numberOf), (index) => this.#lineCount(index));
  }

  /** How many lines a block takes: what moves past it should be the shorter one. */
  #lineCount(index: number): number {
    const block = this.#old[index]?.block;
    return block === undefined ? 1 : this.#base.text.slice(block.start, block.end).split('\n').length;
  }

  #patch(region: Region): { readonly edits: readonly Edit[]; readonly verified: boolean; readonly level: SaveLevel } {
    let finest: readonly Edit[] | null = null;
    const tried = new Set<string>();
    const isSource = this.#isSourceOnly(region);
    const attempts = this.#attemptsFor(region);
    for (const each of attempts) {
      if (isSource && each.grain !== 'characters') break;
      const edits = this.#edits(region, each);
      finest ??= edits;
      const key = JSON.stringify(edits);
      if (tried.has(key)) continue;
      tried.add(key);
      if (this.#verifyRegion(region, edits)) {
        const unescaped = each.escape === 'none' ? edits : this.#fewerEscapes(region, edits, each);
        return { edits: this.#fewerLines(region, unescaped), verified: true, level: each.grain };
      }
    }
    // Marks that cross at a space: nearly right is better than escaped.
    for (const each of attempts) {
      if (each.grain !== 'textBlock' || isSource) continue;
      const edits = this.#edits(region, each);
      if (this.#verifyRegion(region, edits, this.#plainSpaces)) {
        this.#isPlain = true;
        return { edits, verified: true, level: each.grain };
      }
    }
    // Source that somebody edits by hand may mean anything for a while: it is saved as it stands.
    if (isSource) return { edits: finest ?? [], verified: false, level: 'characters' };
    for (const widened of this.#widened(region)) {
      for (const each of WIDE_ATTEMPTS) {
        const edits = [this.#rewriteRange(widened, each)];
        if (this.#verifyRegion(widened, edits)) return { edits: this.#fewerLines(widened, edits), verified: true, level: 'neighbours' };
      }
    }
    return { edits: finest ?? [], verified: false, level: 'characters' };
  }

  /** Takes back each backslash that turns out not to be needed. */
  #fewerEscapes(region: Region, edits: readonly Edit[], each: Attempt): readonly Edit[] {
    const plain = new Set(this.#edits(region, { ...each, escape: 'none' }).map((edit) => edit.text));
    let best = edits;
    const window = (this.#old[region.a1 - 1]?.block.end ?? 0) - (this.#old[region.a0]?.block.start ?? 0);
    let tries = Math.min(MAX_ESCAPE_TRIES, Math.floor(MAX_ESCAPE_CHARACTERS / (window + 1)));
    for (const [index, edit] of edits.entries()) {
      if (plain.has(edit.text)) continue;
      // From the end: an opening mark without its closing one is usually only text.
      for (let at = edit.text.lastIndexOf('\\'); at !== -1 && tries > 0; at = at === 0 ? -1 : edit.text.lastIndexOf('\\', at - 1)) {
        const current = best[index];
        if (current === undefined || !/[!-/:-@[-`{-~]/u.test(current.text.charAt(at + 1))) continue;
        tries -= 1;
        const shorter = best.map((other, place) => (place === index ? { ...other, text: other.text.slice(0, at) + other.text.slice(at + 1) } : other));
        if (this.#verifyRegion(region, shorter)) best = shorter;
      }
    }
    return best;
  }

  /** Takes back each changed line that may as well stay as it was. */
  #fewerLines(region: Region, edits: readonly Edit[]): readonly Edit[] {
    if (!spansLines(this.#base.text, edits)) return edits;
    const length = (this.#old[region.a1 - 1]?.block.end ?? 0) - (this.#old[region.a0]?.block.start ?? 0);
    const tries = Math.min(MAX_LINE_TRIES, Math.floor(MAX_LINE_CHARACTERS / (length + 1)));
    return restoreLines(this.#base.text, edits, (tried) => this.#verifyRegion(region, tried), tries);
  }

  /** Where each try parses much, there are fewer. */
  #attemptsFor(region: Region): readonly Attempt[] {
    const length = (this.#old[region.a1 - 1]?.block.end ?? 0) - (this.#old[region.a0]?.block.start ?? 0);
    return length < MAX_ESCAPE_CHARACTERS / 2 ? ATTEMPTS : ATTEMPTS.filter((each) => each.italic === '*' && (each.escape === 'none' || each.escape === 'all'));
  }

  #isSourceOnly(region: Region): boolean {
    const types = [...this.#old.slice(region.a0, region.a1).map((old) => old.node), ...this.#next.slice(region.b0, region.b1)];
    return types.every((node) => node.type.name === 'rawBlock') && region.a1 - region.a0 === region.b1 - region.b0;
  }

  /** The region with its neighbours: a rule, list or table next to it may have to be written anew too. */
  *#widened(region: Region): Generator<Region> {
    yield region;
    const before = region.a0 > 0 && region.b0 > 0 ? 1 : 0;
    const after = region.a1 < this.#old.length && region.b1 < this.#next.length ? 1 : 0;
    if (before + after > 0) yield { a0: region.a0 - before, a1: region.a1 + after, b0: region.b0 - before, b1: region.b1 + after };
  }

  #patchContext(each: Attempt): PatchContext {
    const style: BlockStyle = {
      escape: each.escape,
      italic: each.italic,
      bullet: this.#memory.markers.bullet,
      delimiter: each.otherDelimiter ? otherMarker(this.#memory.markers.delimiter) : this.#memory.markers.delimiter,
      numberStep: 1,
      safeRules: each.grain === 'rewrite',
      reuse: (node) => (each.reuse ? this.#lines.of(node) : null),
      hasDefinition: (label) => this.#context.definitions.has(normalizeLabel(label)),
    };
    return { base: this.#base, canonical: this.#canonical, grain: each.grain, style, blankLines: each.blankLines };
  }

  #edits(region: Region, each: Attempt): readonly Edit[] {
    const a = this.#old.slice(region.a0, region.a1);
    const b = this.#next.slice(region.b0, region.b1);
    const around = { previous: this.#old[region.a0 - 1] ?? null, next: this.#old[region.a1] ?? null };
    if (this.#old.length === 0) return [{ start: 0, end: this.#base.text.length, text: this.#wholeText(each) }];
    return patchBlocks(a, b, 'doc', '', null, this.#patchContext(each), around);
  }

  /** A note that had no blocks: the new ones, and a final line ending. */
  #wholeText(each: Attempt): string {
    const edit = patchBlocks([], this.#next, 'doc', '', null, this.#patchContext(each))[0];
    const blank = /^\s*$/u.test(this.#base.text) ? '' : this.#base.text;
    return `${edit?.text ?? ''}${blank}${this.#base.lineEnding}`;
  }

  #rewriteRange(region: Region, each: Attempt): Edit {
    const first = this.#old[region.a0];
    const last = this.#old[region.a1 - 1];
    const inserted = patchBlocks([], this.#next.slice(region.b0, region.b1), 'doc', '', null, this.#patchContext(each))[0]?.text ?? '';
    if (first !== undefined && last !== undefined) return { start: first.block.start, end: last.block.end, text: inserted };
    const at = this.#old[region.a0 - 1]?.block.end ?? 0;
    const line = this.#base.lineEnding;
    return { start: at, end: at, text: at === 0 ? inserted + line + line : line + line + inserted };
  }

  /** Parses the region with its neighbours and compares it with the document. */
  #verifyRegion(region: Region, edits: readonly Edit[], canonical = this.#canonical): boolean {
    const old = this.#old[region.a0];
    const next = this.#next[region.b0];
    const isOne = region.a1 - region.a0 === 1 && region.b1 - region.b0 === 1;
    const items = isOne && old !== undefined && next !== undefined ? itemWindow(this.#base.text, old, next) : null;
    if (items !== null && edits.every((edit) => edit.start >= items.start && edit.end <= items.end)) {
      const text = applyEdits(this.#base.text.slice(items.start, items.end), edits.map((edit) => ({ ...edit, start: edit.start - items.start, end: edit.end - items.start })));
      return this.#verify(text, items.start, [items.expected], canonical);
    }
    return this.#verifyWindow(region, edits, canonical);
  }

  #verifyWindow(region: Region, edits: readonly Edit[], canonical: Canonicalizer): boolean {
    const window = this.#window(region, edits);
    if (window === null) return false;
    const expected = this.#next.slice(Math.max(0, region.b0 - 1), region.b1 + (region.a1 < this.#old.length ? 1 : 0));
    if (window.start === 0 && /^---[ \t]*(?:\r?\n|$)/u.test(window.text)) {
      // A rule at the note's start makes frontmatter if a second one follows anywhere.
      const isFrontmatter = findFrontmatter(applyEdits(this.#base.text, edits)) !== null;
      if (isFrontmatter !== (expected[0]?.type.name === 'frontmatter')) return false;
    }
    return this.#verify(window.text, window.start, expected, canonical);
  }

  #verify(text: string, offset: number, expected: readonly Node[], canonical: Canonicalizer): boolean {
    const isWhole = offset === 0 && expected.length === this.#next.length;
    const { definitions, footnotes } = this.#context;
    const outside = isWhole ? {} : { definitions, footnotes };
    const tree = parseMarkdown(text, { ...outside, offset });
    const parsed = documentOf(tree, this.#canonicalSchema());
    return canonical.formOf(childrenOf(parsed)) === canonical.formOf(this.#context.expected(expected));
  }

  /** Compares the whole note, links by reference going where its definitions say now. */
  #verifyWhole(text: string, expected = this.#context.expected(this.#next)): boolean {
    const tree = parseMarkdown(text);
    const canonical = new Canonicalizer(this.#canonicalSchema(), tree, this.#isPlain);
    return canonical.formOf(childrenOf(documentOf(tree, this.#canonicalSchema()))) === canonical.formOf(expected);
  }

  #canonicalSchema(): Node['type']['schema'] {
    return this.#base.doc.type.schema;
  }

  #definitionsChanged(text: string): boolean {
    const tree = parseMarkdown(text);
    return !sameDefinitions(tree.definitions, this.#base.definitions) || !sameKeys(tree.footnotes, this.#base.footnotes);
  }
}

function spanning(regions: readonly Region[]): Region {
  const first = regions[0] ?? { a0: 0, a1: 0, b0: 0, b1: 0 };
  const last = regions[regions.length - 1] ?? first;
  return { a0: first.a0, a1: last.a1, b0: first.b0, b1: last.b1 };
}
