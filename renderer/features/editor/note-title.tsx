/** The note's name as the first line of the page: typing another one renames the file. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameFrom } from '#shared/markdown/note-name.ts';
import { fileNameOf, folderOf, joinPath, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useRefactor } from '../../api/refactor.ts';
import { classNames } from '../../ui/class-names.ts';

export interface NoteTitleProps {
  readonly path: VaultPath;
  /** A note whose text begins with a heading of its own shows its name smaller. */
  readonly quiet: boolean;
  readonly readOnly: boolean;
  readonly flush: () => Promise<void>;
  /** Enter and Down go on to the text. */
  readonly onLeave: () => void;
}

export function NoteTitle({ path, quiet, readOnly, flush, onLeave }: NoteTitleProps) {
  const { t } = useTranslation('editor');
  const refactor = useRefactor();
  const [edited, setEdited] = useState<{ readonly path: VaultPath; readonly name: string } | null>(null);
  const moving = useRef(false);
  // What was typed for another path is over: the note has moved. It does not come back with the path either, as by an undo.
  if (edited !== null && edited.path !== path) setEdited(null);
  const name = edited?.path === path ? edited.name : noteNameOf(path);
  const setName = (next: string): void => setEdited({ path, name: next });

  const rename = async (): Promise<void> => {
    const wanted = noteNameFrom(name, '');
    if (wanted === '' || wanted === noteNameOf(path) || moving.current) {
      setName(noteNameOf(path));
      return;
    }
    moving.current = true;
    await flush();
    const extension = fileNameOf(path).slice(noteNameOf(path).length);
    const moved = await refactor.run({ kind: 'move', from: path, to: joinPath(folderOf(path), wanted + extension) });
    moving.current = false;
    if (moved === null) setName(noteNameOf(path));
  };

  return (
    <h1 className={classNames('note-title', quiet && 'note-title-quiet')}>
      <textarea
        aria-label={t('rename.label')}
        dir="auto"
        rows={1}
        value={name}
        readOnly={readOnly}
        spellCheck={false}
        onChange={(event) => setName(event.target.value.replace(/[\r\n]+/gu, ' '))}
        onBlur={() => void rename()}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const atEnd = event.currentTarget.selectionStart === name.length;
          if (event.key === 'Escape') setName(noteNameOf(path));
          else if (event.key === 'Enter' || (event.key === 'ArrowDown' && atEnd)) onLeave();
          else return;
          event.preventDefault();
        }}
      />
    </h1>
  );
}
