import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { versionSchema, type Version } from '#shared/model/version.ts';
import type { ToastMessage } from '../ui/toast.tsx';
import type { Core } from './core.ts';
import { createOpenNotes } from './open-notes.ts';
import { createTaskEdit, type EditTask, type ListedTask } from './task-edit.ts';

const path = vaultPathSchema.parse('Plan.md');
const task: ListedTask = { path, line: 1, mark: ' ', text: 'water' };
const versionOf = (count: number): Version => versionSchema.parse(String(count).padStart(64, '0'));

interface File {
  text: string;
  writes: number;
  /** Another program's text, written just before each of these writes of ours. */
  between: string[];
}

/** One file behind the two calls of the core that are used. */
function coreOver(file: File): Core {
  let version = 1;
  const call = async (method: string, params: { text?: string; baseVersion?: string }): Promise<unknown> => {
    if (method === 'note.read') return { ok: true, value: { path, text: file.text, version: versionOf(version), modifiedMs: 0, readOnly: null } };
    const other = file.between.shift();
    if (other !== undefined) {
      file.text = other;
      version += 1;
    }
    if (params.baseVersion !== versionOf(version)) return { ok: false, code: 'stale', message: 'stale' };
    file.text = params.text ?? '';
    file.writes += 1;
    version += 1;
    return { ok: true, value: { version: versionOf(version), changed: true, modifiedMs: 0 } };
  };
  // Of the client only these calls are made.
  return { call } as unknown as Core;
}

function begin(text: string, between: string[] = []) {
  const file: File = { text, writes: 0, between };
  const said: ToastMessage[] = [];
  const openNotes = createOpenNotes();
  const edit: EditTask = createTaskEdit({ core: coreOver(file), openNotes, toast: (message) => said.push(message), say: (key) => key, failureText: String });
  return { file, said, openNotes, edit };
}

describe('ticking a listed task', () => {
  it('writes the mark into the file, and Undo takes it back', async () => {
    const { file, said, edit } = begin('- [/] water\n');
    expect(await edit({ ...task, mark: '/' }, ' ')).toBe(true);
    expect(file.text).toBe('- [ ] water\n');
    said[0]?.action?.run();
    await expect.poll(() => file.text).toBe('- [/] water\n');
  });

  it('finds it again where another program wrote between reading and writing', async () => {
    const { file, edit } = begin('- [ ] water\n', ['New\n\n- [ ] else\n- [ ] water\n', 'Newer\n\n- [ ] water\n']);
    expect(await edit(task, 'x')).toBe(true);
    expect(file.text).toBe('Newer\n\n- [x] water\n');
  });

  it('writes nothing and says so where it is gone, or where writing goes on failing', async () => {
    const gone = begin('- [ ] water\n', ['- [ ] other\n']);
    expect(await gone.edit(task, 'x')).toBe(false);
    expect(gone.file).toMatchObject({ text: '- [ ] other\n', writes: 0 });
    expect(gone.said).toMatchObject([{ title: 'lost', problem: true }]);

    const stormy = begin('- [ ] water\n', Array.from({ length: 9 }, (_, index) => `- [ ] water\n\n${index}\n`));
    expect(await stormy.edit(task, 'x')).toBe(false);
    expect(stormy.file.writes).toBe(0);
    expect(stormy.said).toMatchObject([{ title: 'failed', problem: true }]);
  });

  it('is a step of the editor where one shows the note, unsaved words and all', async () => {
    const { file, openNotes, edit } = begin('- [ ] water\n');
    let shown = 'Unsaved\n\n- [ ] water\n';
    let flushed = 0;
    openNotes.register(path, {
      flush: async () => void (flushed += 1),
      edit(change) {
        const changed = change(shown);
        if (changed !== null) shown = changed;
        return changed !== null;
      },
    });
    expect(await edit(task, 'x')).toBe(true);
    expect(shown).toBe('Unsaved\n\n- [x] water\n');
    expect({ flushed, writes: file.writes }).toEqual({ flushed: 1, writes: 0 });
  });
});
