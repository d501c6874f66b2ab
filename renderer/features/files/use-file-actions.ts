/** Creating, renaming, moving and deleting: with what follows for the person, and undo. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  fileNameOf,
  folderOf,
  folderPathSchema,
  joinPath,
  noteNameOf,
  parseVaultPath,
  type FolderPath,
  type VaultPath,
} from '#shared/model/note-path.ts';
import type { Entry } from '#shared/model/vault.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useOpenNotes } from '../../api/open-notes.ts';
import { callOptions, callOrThrow } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';
import { useToast } from '../../ui/toast.tsx';

export interface NewNoteOptions {
  readonly title?: string;
  readonly text?: string;
  /** Where writing begins in `text`. */
  readonly caret?: number;
}

export interface FileActions {
  /** Makes a note in a folder and opens it. */
  createNote(folder: string, options?: NewNoteOptions): Promise<void>;
  /** Makes a folder under a free name; null when it failed. */
  createFolder(parent: FolderPath, name: string): Promise<VaultPath | null>;
  /** Gives a note or folder another name in its folder. Where it is then, or null when it failed. */
  rename(path: VaultPath, kind: Entry['kind'], name: string): Promise<VaultPath | null>;
  moveInto(path: VaultPath, folder: FolderPath): Promise<VaultPath | null>;
  remove(path: VaultPath, kind: Entry['kind']): Promise<void>;
}

export function useFileActions(): FileActions {
  const { t } = useTranslation('files');
  const core = useCore();
  const queries = useQueryClient();
  const navigation = useNavigation();
  const openNotes = useOpenNotes();
  const refactor = useRefactor();
  const toast = useToast();
  const failureText = useFailureText();

  return useMemo(() => {
    const report = (title: string, error: unknown): void => toast({ title, text: failureText(error), problem: true });
    const nameOf = (path: string): string => noteNameOf(path);

    const move = async (from: VaultPath, to: VaultPath): Promise<VaultPath | null> =>
      from === to || (await refactor.run({ kind: 'move', from, to })) !== null ? to : null;

    return {
      async createNote(folder, { title = '', text = '', caret } = {}) {
        try {
          const note = await callOrThrow(core, 'note.create', { folder: folderPathSchema.parse(folder), title, text });
          queries.setQueryData(callOptions(core, 'note.read', { path: note.path }).queryKey, note);
          navigation.openNote(note.path, { focus: true, ...(caret === undefined ? {} : { caret }) });
        } catch (error) {
          report(t('createFailed'), error);
        }
      },
      async createFolder(parent, name) {
        try {
          const { entries } = await callOrThrow(core, 'file.list', { folder: parent });
          const taken = new Set(entries.map((entry) => entry.name.toLocaleLowerCase()));
          const free = freeName(name, taken);
          return (await callOrThrow(core, 'file.createFolder', { path: joinPath(parent, free) })).path;
        } catch (error) {
          report(t('createFailed'), error);
          return null;
        }
      },
      async rename(path, kind, name) {
        const fileName = kind === 'note' ? `${name}${extensionOf(path)}` : name;
        const folder = folderOf(path);
        const to = parseVaultPath(folder === '' ? fileName : `${folder}/${fileName}`);
        if (to === path) return path;
        if (to === null || fileName.includes('/')) {
          toast({ title: t('badName'), problem: true });
          return null;
        }
        return move(path, to);
      },
      moveInto: (path, folder) => move(path, joinPath(folder, fileNameOf(path))),
      async remove(path, kind) {
        try {
          await openNotes.flush(path);
          const { trashedTo, trashPath } = await callOrThrow(core, 'file.trash', { path });
          toast({
            title: t(kind === 'folder' ? 'deletedFolder' : 'deleted', { name: nameOf(path) }),
            text: t(trashedTo === 'vault-trash' ? 'inVaultTrash' : 'inSystemTrash'),
            ...(trashPath === null
              ? {}
              : {
                  action: {
                    label: t('undo'),
                    run: () => {
                      callOrThrow(core, 'file.restore', { trashPath, path }).then(
                        (restored) => {
                          if (kind === 'note') navigation.openNote(restored.path);
                        },
                        (error: unknown) => report(t('restoreFailed', { name: nameOf(path) }), error),
                      );
                    },
                  },
                }),
          });
        } catch (error) {
          report(t('deleteFailed', { name: nameOf(path) }), error);
        }
      },
    };
  }, [core, failureText, navigation, openNotes, queries, refactor, t, toast]);
}

function extensionOf(path: string): string {
  return /\.(md|markdown)$/i.exec(path)?.[0] ?? '';
}

/** `name`, or `name 2`, `name 3`, … */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLocaleLowerCase())) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`.toLocaleLowerCase())) number++;
  return `${name} ${number}`;
}
