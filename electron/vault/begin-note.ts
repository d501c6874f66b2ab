/** The note of a day or week as it is, or as it would begin. Nothing is written. */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Period } from '#shared/model/period.ts';
import type { Settings } from '#shared/model/settings.ts';
import { success, type Outcome } from '#shared/rpc/contract.ts';
import { localDay } from './date-pattern.ts';
import { placesOf, readObsidianPlaces, type NotePlaces } from './note-places.ts';
import { periodicPlace, periodStart } from './periodic-note.ts';
import { fillTemplate, templatePrompts, type TemplatePrompt } from './template.ts';
import type { VaultFiles } from './vault-files.ts';

export interface PlacesDeps {
  /** Sees `.obsidian/`. */
  readonly records: Pick<VaultFiles, 'readBytes'>;
  readonly settings: Settings;
}

export interface BeginDeps extends PlacesDeps {
  readonly files: Pick<VaultFiles, 'readNote'>;
  readonly nowMs: number;
}

export interface BegunNote {
  readonly path: VaultPath;
  readonly exists: boolean;
  readonly title: string;
  /** The note's text; of a new one, its filled template. */
  readonly text: string;
  /** Where writing begins in a new note, in UTF-16 units; null: at its end. */
  readonly caret: number | null;
  /** What the template of a new note asks; unanswered questions have their first answers in `text`. */
  readonly prompts: readonly TemplatePrompt[];
}

export async function readPlaces({ records, settings }: PlacesDeps): Promise<NotePlaces> {
  return placesOf(settings, await readObsidianPlaces(records));
}

/** `isoDate` is any day of the period. */
export async function beginPeriodicNote(
  deps: BeginDeps,
  period: Period,
  isoDate: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<Outcome<BegunNote, 'bad-name'>> {
  const places = await readPlaces(deps);
  const place = periodicPlace(period, isoDate, places);
  if (!place.ok) return place;
  const { path, title, templatePath } = place.value;
  const existing = await deps.files.readNote(path);
  if (existing.ok) return success({ path, title, exists: true, text: existing.value.text, caret: null, prompts: [] });
  const template = templatePath === null ? null : await deps.files.readNote(templatePath);
  if (template?.ok !== true) return success({ path, title, exists: false, text: '', caret: null, prompts: [] });
  const words = { title, date: periodStart(period, localDay(isoDate)), now: new Date(deps.nowMs), answers };
  const filled = fillTemplate(template.value.text, words, places.templates);
  return success({ path, title, exists: false, ...filled, prompts: templatePrompts(template.value.text) });
}
