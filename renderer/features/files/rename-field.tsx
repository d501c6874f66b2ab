/** A row of the tree whose name is being written. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileRow } from './file-rows.ts';

export interface RenameFieldProps {
  readonly row: FileRow;
  readonly onRename: (name: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function RenameField({ row, onRename, onCancel }: RenameFieldProps) {
  const { t } = useTranslation('files');
  const [name, setName] = useState(row.label);
  // Enter and the blur that follows it are one wish.
  const ended = useRef(false);

  const finish = (): void => {
    if (ended.current) return;
    ended.current = true;
    const trimmed = name.trim();
    if (trimmed === '' || trimmed === row.label) onCancel();
    else
      void onRename(trimmed).finally(() => {
        ended.current = false;
      });
  };

  return (
    <div
      role="treeitem"
      aria-level={row.level}
      aria-selected
      style={{ paddingLeft: 8 + (row.level - 1) * 14 + 18 }}
      className="mx-1.5 flex h-7 items-center pr-1"
    >
      <input
        autoFocus
        aria-label={t('newName')}
        value={name}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish();
          if (event.key === 'Escape') {
            ended.current = true;
            onCancel();
          }
        }}
        className="h-6 w-full min-w-0 rounded-sm border border-accent bg-raised px-1.5 text-ui outline-none"
      />
    </div>
  );
}
