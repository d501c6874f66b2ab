/** How the note is shown: three buttons at its head, one of them pressed. */
import { BookOpen, CodeXml, PenLine, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../api/commands.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { nextMode, noteModes, type NoteMode } from './note-mode.ts';

const icons: Readonly<Record<NoteMode, LucideIcon>> = { editing: PenLine, reading: BookOpen, source: CodeXml };

export function ModeSwitch({ mode, onChoose }: { readonly mode: NoteMode; readonly onChoose: (mode: NoteMode) => void }) {
  const { t } = useTranslation('editor');
  const keysOf = useCommandKeys();
  return (
    <div role="group" aria-label={t('mode.label')} className="note-modes">
      {noteModes.map((each) => {
        const Icon = icons[each];
        return (
          <IconButton
            key={each}
            label={t(`mode.${each}`)}
            keys={keysOf(each === nextMode(mode) ? 'editor.toggleMode' : `mode.${each}`)}
            pressed={each === mode}
            // A click leaves the focus, and the caret, where they are.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(each)}
          >
            <Icon size={16} aria-hidden />
          </IconButton>
        );
      })}
    </div>
  );
}
