/**
 * Ticking a task wherever it is listed: only the mark between its brackets changes, in the editor
 * where one shows the note, else in the file by its version; and each change can be taken back.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import { changeTaskMark, type TaskMarkChange, type TaskPlace } from '#shared/markdown/task-mark.ts';
import { useToast, type ToastMessage } from '../ui/toast.tsx';
import { useCore, type Core } from './core.ts';
import { useFailureText } from './failure-text.ts';
import { useOpenNotes, type OpenNotes } from './open-notes.ts';
import { ApiError, callOrThrow } from './query.ts';

export interface ListedTask extends TaskPlace {
  readonly path: VaultPath;
}

/** Resolves to whether the task has the mark now. What went wrong has been said. */
export type EditTask = (task: ListedTask, mark: string) => Promise<boolean>;

export interface TaskEditDeps {
  readonly core: Core;
  readonly openNotes: OpenNotes;
  readonly toast: (message: ToastMessage) => void;
  readonly say: (key: 'ticked' | 'unticked' | 'undo' | 'lost' | 'lostText' | 'failed', values?: Readonly<Record<string, string>>) => string;
  readonly failureText: (error: unknown) => string;
}

/** Another program may write between our reading and writing; it is unlikely to do so this often in a row. */
const mostTries = 4;

export function createTaskEdit({ core, openNotes, toast, say, failureText }: TaskEditDeps): EditTask {
  const attempt = async (task: ListedTask, mark: string): Promise<boolean> => {
    try {
      const change = await changeMark({ core, openNotes }, task, mark);
      if (change === 'lost') toast({ title: say('lost'), text: say('lostText', { text: task.text }), problem: true });
      return change !== 'lost';
    } catch (error) {
      toast({ title: say('failed'), text: failureText(error), problem: true });
      return false;
    }
  };
  return async (task, mark) => {
    const done = await attempt(task, mark);
    if (done) {
      toast({
        title: say(mark === ' ' ? 'unticked' : 'ticked'),
        text: task.text,
        action: { label: say('undo'), run: () => void attempt({ ...task, mark }, task.mark) },
      });
    }
    return done;
  };
}

async function changeMark({ core, openNotes }: Pick<TaskEditDeps, 'core' | 'openNotes'>, task: ListedTask, mark: string): Promise<TaskMarkChange['kind']> {
  const { path } = task;
  const asked: TaskMarkChange[] = [];
  const edited = openNotes.edit(path, (text) => {
    const change = changeTaskMark(text, task, mark);
    asked.push(change);
    return change.kind === 'changed' ? change.text : null;
  });
  const inEditor = asked.at(-1);
  // A note that is shown but may not be written asks and then changes nothing: the file says why.
  if (inEditor !== undefined && (edited || inEditor.kind !== 'changed')) {
    await openNotes.flush(path);
    return inEditor.kind;
  }
  await openNotes.flush(path);
  let { text, version } = await callOrThrow(core, 'note.read', { path });
  for (let tries = 1; ; tries += 1) {
    const change = changeTaskMark(text, task, mark);
    if (change.kind !== 'changed') return change.kind;
    const written = await core.call('note.write', { path, text: change.text, baseVersion: version });
    if (written.ok) return 'changed';
    if (written.code !== 'stale' || tries >= mostTries) throw new ApiError('note.write', written);
    ({ text, version } = await callOrThrow(core, 'note.read', { path }));
  }
}

export function useTaskEdit(): EditTask {
  const { t } = useTranslation('tasks');
  const core = useCore();
  const openNotes = useOpenNotes();
  const toast = useToast();
  const failureText = useFailureText();
  return useMemo(
    () => createTaskEdit({ core, openNotes, toast, failureText, say: (key, values) => t(`edit.${key}`, values ?? {}) }),
    [core, failureText, openNotes, t, toast],
  );
}
