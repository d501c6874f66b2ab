/**
 * Applies editing commands at random places of one note, and asks of each save: did no more lines
 * change than had to, does the file say what the editor shows, did no other block change its
 * meaning, and does undoing give the loaded bytes?
 */
import type { Node } from '@tiptap/pm/model';
import { Canonicalizer, childrenOf } from '#shared/document/canonical.ts';
import { loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import type { Draw } from '#shared/document/testing/random-edit.ts';
import { lineFinder, sourcePlaces, type SourcePlace } from '#shared/document/testing/source-places.ts';
import { fits, type EditingCommand } from './fidelity-commands.ts';
import type { EditorWithoutPage } from './fidelity-editor.ts';
import { actualChange, leastChange } from './fidelity-minimum.ts';
import { count, type Findings } from './fidelity-note.ts';
import type { Oracle } from './fidelity-oracle.ts';

/** Above this a note gets few runs: each is parsed several times. */
const LONG_NOTE = 60_000;
const MAX_UNDOS = 60;

export interface CommandProof {
  readonly editor: EditorWithoutPage;
  readonly commands: readonly EditingCommand[];
  readonly oracle: Oracle;
  /** Is told the note before and after of each save that fails. */
  readonly onFailure?: (failure: string, before: string, after: string) => void;
}

export function proveCommands(name: string, text: string, proof: CommandProof, runs: number, draw: Draw, findings: Findings): void {
  const { editor, commands, oracle } = proof;
  const loaded = loadMarkdown(text, editor.schema);
  const places = sourcePlaces(loaded).filter(({ node }) => node.isTextblock);
  if (places.length === 0) return;
  const seen = oracle.read(text);
  const wanted = text.length > LONG_NOTE ? Math.ceil(runs / 8) : runs;
  for (let run = 0, tries = 0; run < wanted && tries < wanted * 6; tries += 1) {
    const command = commands[draw(commands.length)];
    const place = command === undefined ? undefined : pickPlace(places.filter((each) => fits(command, each)), draw);
    if (command === undefined || place === undefined) continue;
    editor.open(loaded.doc);
    try {
      if (command.apply(editor, place, draw) === false || editor.doc.eq(loaded.doc)) continue;
    } catch (error) {
      // A command that throws is a fault of the editor's: nothing was done, and nobody is told.
      count(findings, 'commands that throw');
      findings.problems.push(`${command.kind} | ${command.name} | throws: ${error instanceof Error ? error.message : String(error)} | ${whereOf(name, text, place)}`);
      continue;
    }
    run += 1;
    editor.doc.check();
    judge({ ...proof, name, text, loaded, command, place, seen }, findings);
  }
}

/** Any kind of container as often as any other, so that nested ones are not drowned by paragraphs. */
function pickPlace(places: readonly SourcePlace[], draw: Draw): SourcePlace | undefined {
  const kinds = new Map<string, SourcePlace[]>();
  for (const place of places) {
    const kind = place.around.join(' ');
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [place]);
    else known.push(place);
  }
  const group = [...kinds.values()][draw(kinds.size)];
  return group?.[draw(group.length)];
}

interface Run extends CommandProof {
  readonly name: string;
  readonly text: string;
  readonly loaded: LoadedNote;
  readonly command: EditingCommand;
  readonly place: SourcePlace;
  readonly seen: ReturnType<Oracle['read']>;
}

function judge(run: Run, findings: Findings): void {
  const { name, text, loaded, editor, command, place, seen, oracle, onFailure } = run;
  const { doc } = editor;
  const saved = saveMarkdown(loaded, doc);
  const where = whereOf(name, text, place);
  const fail = (what: string): void => {
    const failure = `${command.kind} | ${command.name} | ${what} | ${where}`;
    findings.problems.push(failure);
    onFailure?.(failure, text, saved.text);
  };
  const tally = (what: string): void => {
    count(findings, `${command.kind}: ${what}`);
    count(findings, `command ${command.name}: ${what}`);
  };
  tally('runs');
  count(findings, `level ${saved.level}`);
  const least = leastChange(loaded, doc);
  const actual = actualChange(text, saved.text);
  if (actual.lines <= least.lines && actual.blanks <= least.blanks) tally('least');
  else fail(`more lines than needed: ${actual.lines}+${actual.blanks} for ${least.lines}+${least.blanks}, ${saved.level}`);
  const again = loadMarkdown(saved.text, editor.schema);
  // Where a definition went or came, links follow it once the file is read again.
  const definitionsFollow = !saved.unsaid && !sameDefinitions(loaded, again);
  if (saysWhatIsShown(again, doc) || isSourceAsTyped(place, doc, saved.text) || definitionsFollow) tally('said');
  else fail(`the file does not say what the editor shows, ${saved.verified ? 'though verified' : 'not verified'}`);
  // A definition that changed may change any block, and should.
  const strayed = sameDefinitions(loaded, again) ? oracle.strayed(text, seen, saved.text) : [];
  if (strayed.length === 0) tally('others kept');
  else fail(`another block means something else: line ${strayed.join(', ')}`);
  for (let undos = 0; undos < MAX_UNDOS && editor.press('Mod-z'); undos += 1);
  if (saveMarkdown(loaded, editor.doc).text === text) tally('undone');
  else fail('undoing it does not give the loaded bytes');
}

function whereOf(name: string, text: string, place: SourcePlace): string {
  return `${name}:${lineFinder(text)(place.block.start) + 1} (${place.around.join(' > ') || 'top'}, ${place.node.type.name})`;
}

/** The whole of the saved note, read anew, against the whole document. */
function saysWhatIsShown(again: LoadedNote, doc: Node): boolean {
  const context = { definitions: again.definitions, footnotes: again.footnotes };
  return [false, true].some((plainSpaces) => {
    const canonical = new Canonicalizer(doc.type.schema, context, plainSpaces);
    return canonical.formOf(childrenOf(again.doc)) === canonical.formOf(childrenOf(doc));
  });
}

/** Source that the editor shows as it is may mean anything once it is edited; then it has to be in the file as it was typed. */
function isSourceAsTyped({ node, pos }: SourcePlace, doc: Node, saved: string): boolean {
  const edited = pos < doc.content.size ? doc.nodeAt(pos) : null;
  if (node.type.name !== 'rawBlock' || edited?.type !== node.type) return false;
  return edited.textContent.split('\n').every((line) => saved.includes(line));
}

function sameDefinitions(left: LoadedNote, right: LoadedNote): boolean {
  return JSON.stringify([...left.definitions]) === JSON.stringify([...right.definitions]) && [...left.footnotes].join() === [...right.footnotes].join();
}
