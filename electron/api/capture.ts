/** The handler of quick capture: appends to the note of today or this week, or to the inbox. */
import type { captureApi } from '#shared/api/capture.ts';
import type { CaptureTarget } from '#shared/model/capture.ts';
import { isoDay } from '#shared/model/iso-day.ts';
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Handlers, type Outcome } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { appendText } from '../vault/append-text.ts';
import { beginPeriodicNote } from '../vault/begin-note.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { noVault, type SessionDeps, type VaultSession } from './vault-session.ts';

export interface CaptureDeps extends SessionDeps {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

type Target = CaptureTarget | { readonly path: VaultPath };

/** So often a note is read again that another program writes at the same time. */
const attempts = 5;

/** Where the text goes, and what a note begins with that is not there yet; null where none is made. */
interface Place {
  readonly path: VaultPath;
  readonly draft: string | null;
}

export function createCaptureHandlers(deps: CaptureDeps): Handlers<typeof captureApi> {
  const placeOf = async (session: VaultSession, target: Target): Promise<Outcome<Place, 'bad-name'>> => {
    if (typeof target === 'object') return success({ path: target.path, draft: null });
    const settings = deps.settings.read();
    if (target === 'inbox') {
      const name = settings.inboxPath.replace(/^\/+|\/+$/g, '');
      const path = parseVaultPath(isNotePath(name) ? name : `${name}.md`);
      return path === null ? failure('bad-name', `"${settings.inboxPath}" is no name of a note.`) : success({ path, draft: '' });
    }
    const { files, records } = session;
    const nowMs = deps.clock.nowMs();
    // Blank lines that a template leaves at its end are room for what is written.
    const begun = await beginPeriodicNote({ files, records, settings, nowMs }, target === 'week' ? 'week' : 'day', isoDay(new Date(nowMs)));
    return begun.ok ? success({ path: begun.value.path, draft: begun.value.exists ? '' : begun.value.text.replace(/(?<=\r?\n)\s+$/u, '') }) : begun;
  };

  async function append(session: VaultSession, text: string, target: Target) {
    const place = await placeOf(session, target);
    if (!place.ok) return place;
    const { path, draft } = place.value;
    for (let attempt = 1; ; attempt += 1) {
      const note = await session.files.readNote(path);
      if (!note.ok && (note.code !== 'not-found' || draft === null)) return note;
      if (note.ok && note.value.readOnly === 'not-utf8') return failure('read-only', `"${path}" is not UTF-8 text and is left as it is.`);
      const written = await session.files.writeNote(path, appendText(note.ok ? note.value.text : (draft ?? ''), text), { base: note.ok ? note.value.version : null });
      if (written.ok) return success({ path });
      if (written.code !== 'stale' || attempt === attempts) return written;
    }
  }

  /** One after another, so that two thoughts at once do not make each other stale. */
  let last: Promise<unknown> = Promise.resolve();
  return {
    'note.capture'({ text, target }) {
      const session = deps.session();
      if (session === null) return noVault;
      const run = last.then(() => append(session, text, target));
      last = run.catch(() => undefined);
      return run;
    },
  };
}
