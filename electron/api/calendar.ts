/** Handlers of the notes of days and weeks. */
import { addDays, getISOWeek } from 'date-fns';
import type { calendarApi } from '#shared/api/calendar.ts';
import { isoDay } from '#shared/model/iso-day.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { countChangedNotes, isIndexed, summariseNote } from '../search/day-summaries.ts';
import { beginPeriodicNote, readPlaces } from '../vault/begin-note.ts';
import { localDay } from '../vault/date-pattern.ts';
import { periodBeside, periodicPlace, periodOfPath, periodStart } from '../vault/periodic-note.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { noVault, type SessionDeps, type VaultSession } from './vault-session.ts';

export interface CalendarDeps extends SessionDeps {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

type CalendarHandlers = Pick<
  Handlers<typeof calendarApi>,
  'note.daily' | 'note.weekly' | 'calendar.days' | 'calendar.periodOf' | 'calendar.beside' | 'calendar.places'
>;

export function createCalendarHandlers(deps: CalendarDeps): CalendarHandlers {
  const placesIn = (session: VaultSession) => readPlaces({ records: session.records, settings: deps.settings.read() });
  const begin = async (period: 'day' | 'week', { date, answers }: { readonly date: string; readonly answers: Readonly<Record<string, string>> }) => {
    const session = deps.session();
    if (session === null) return noVault;
    const { files, records } = session;
    const begun = await beginPeriodicNote({ files, records, settings: deps.settings.read(), nowMs: deps.clock.nowMs() }, period, date, answers);
    return begun.ok ? success({ ...begun.value, prompts: [...begun.value.prompts] }) : begun;
  };
  return {
    'note.daily': (params) => begin('day', params),
    'note.weekly': (params) => begin('week', params),
    async 'calendar.days'({ from, days }) {
      const session = deps.session();
      if (session === null) return noVault;
      const places = await placesIn(session);
      const first = localDay(from);
      const changed = countChangedNotes(session.indexer.db(), first, days);
      const found = await Promise.all(
        changed.map(async (changedNotes, index) => {
          const date = isoDay(addDays(first, index));
          const place = periodicPlace('day', date, places);
          if (!place.ok) return place;
          const note = await session.files.readNote(place.value.path);
          const summary = note.ok ? summariseNote(note.value) : { words: 0, openTasks: 0 };
          return success({ date, path: place.value.path, exists: note.ok, ...summary, changedNotes });
        }),
      );
      const described = [];
      for (const day of found) {
        if (!day.ok) return day;
        described.push(day.value);
      }
      const weeks = [];
      for (let monday = periodStart('week', first); monday < addDays(first, days); monday = addDays(monday, 7)) {
        const place = periodicPlace('week', isoDay(monday), places);
        if (!place.ok) return place;
        const { path } = place.value;
        weeks.push({ monday: isoDay(monday), number: getISOWeek(monday), path, exists: (await session.files.readNote(path)).ok });
      }
      return success({ days: described, weeks });
    },
    async 'calendar.periodOf'({ path }) {
      const session = deps.session();
      return session === null ? noVault : success({ at: periodOfPath(path, await placesIn(session)) });
    },
    async 'calendar.beside'({ period, date, direction }) {
      const session = deps.session();
      if (session === null) return noVault;
      const places = await placesIn(session);
      const db = session.indexer.db();
      const exists = (day: string): boolean => {
        const place = periodicPlace(period, day, places);
        return place.ok && isIndexed(db, place.value.path);
      };
      return success({ date: periodBeside(period, date, direction, { exists, today: new Date(deps.clock.nowMs()) }) });
    },
    async 'calendar.places'() {
      const session = deps.session();
      if (session === null) return noVault;
      const { day, week, templates } = await placesIn(session);
      return success({ day, week, templates: { folder: templates.folder, from: templates.from } });
    },
  };
}
