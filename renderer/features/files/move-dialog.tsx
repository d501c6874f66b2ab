/** Choosing the folder that a note or folder is moved into. */
import { Folder } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { folderPathSchema, noteNameOf, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Entry } from '#shared/model/vault.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Tree, TreeItem } from '../../ui/tree.tsx';
import { moveProblem } from './file-rows.ts';
import { useFileTree } from './use-file-tree.ts';

export interface MoveDialogProps {
  readonly path: VaultPath;
  readonly onClose: () => void;
  readonly onMove: (path: VaultPath, folder: FolderPath) => Promise<VaultPath | null>;
}

const onlyFolders = (entry: Entry): boolean => entry.kind === 'folder';
const root = folderPathSchema.parse('');

export function MoveDialog({ path, onClose, onMove }: MoveDialogProps) {
  const { t } = useTranslation('files');
  const tree = useFileTree(onlyFolders, null);
  const [folder, setFolder] = useState<FolderPath>(root);
  const problem = moveProblem(path, folder);

  return (
    <Dialog
      open
      width="small"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('moveTitle', { name: noteNameOf(path) })}
    >
      <div className="mt-3 flex h-72 min-h-0 flex-col border-y border-border bg-sunken py-1">
        <button
          type="button"
          aria-pressed={folder === root}
          onClick={() => setFolder(root)}
          className={classNames('mx-1.5 flex h-7 items-center gap-1.5 rounded-md px-2 text-ui', folder === root ? 'bg-selected font-medium' : 'hover:bg-hover')}
        >
          <Folder size={14} aria-hidden className="text-muted" />
          {t('vaultRoot')}
        </button>
        <Tree
          label={t('folders')}
          rows={tree.rows}
          currentKey={folder}
          onToggle={(row, expanded) => tree.setExpanded(row.key, expanded)}
          onRowKey={(row, event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return false;
            setFolder(folderPathSchema.parse(row.key));
            return true;
          }}
          renderRow={(row, roving) => (
            <TreeItem
              {...roving}
              row={row}
              selected={folderPathSchema.parse(row.key) === folder}
              icon={<Folder size={14} aria-hidden />}
              onClick={() => setFolder(folderPathSchema.parse(row.key))}
              onDoubleClick={() => tree.setExpanded(row.key, row.expanded !== true)}
            />
          )}
          className="min-h-0 flex-1 overflow-y-auto"
        />
      </div>
      <p className="min-h-5 px-5 pt-2 text-small text-muted" role="status">
        {problem === 'into-itself' ? t('moveIntoItself') : problem === 'same-folder' ? t('moveSameFolder') : ''}
      </p>
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          variant="primary"
          disabled={problem !== null}
          onClick={() => {
            onClose();
            void onMove(path, folder);
          }}
        >
          {t('move')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
