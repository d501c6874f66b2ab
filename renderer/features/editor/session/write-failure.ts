/** What a write that failed means for the session: merge, ask the person, or try again later. */
import { noteSchema, type Note } from '#shared/model/note.ts';
import type { NoteStore } from './session-contract.ts';
import type { TroubleCode } from './session-state.ts';

type Failed = Extract<Awaited<ReturnType<NoteStore['write']>>, { readonly ok: false }>;

export type WriteFailure =
  /** The disk holds something else; null where it must be read first. */
  | { readonly kind: 'changed'; readonly theirs: Pick<Note, 'text' | 'version'> | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'trouble'; readonly code: TroubleCode };

const theirsSchema = noteSchema.unwrap().pick({ text: true, version: true });

export function readWriteFailure(failed: Failed): WriteFailure {
  switch (failed.code) {
    case 'stale': {
      const parsed = theirsSchema.safeParse(failed.details);
      return { kind: 'changed', theirs: parsed.success ? parsed.data : null };
    }
    case 'exists':
      return { kind: 'changed', theirs: null };
    case 'not-found':
      return { kind: 'gone' };
    case 'read-only':
    case 'disk-full':
    case 'bad-name':
    case 'io':
    case 'disconnected':
      return { kind: 'trouble', code: failed.code };
    case 'outside':
      return { kind: 'trouble', code: 'bad-name' };
    case 'no-vault':
    case 'cancelled':
      return { kind: 'trouble', code: 'disconnected' };
    case 'invalid-request':
    case 'internal':
      return { kind: 'trouble', code: 'internal' };
  }
}
