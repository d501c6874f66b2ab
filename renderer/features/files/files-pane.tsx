/** The vault's folders and notes as a tree: opened, made, renamed, moved and deleted here. */
import { ChevronsDownUp, File, FileOutput, FilePlus2, FileText, FolderInput, FolderPlus, Link2, Merge, Pencil, Split, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf, folderPathSchema, noteNameOf, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Entry, VaultInfo } from '#shared/model/vault.ts';
import { useApp } from '../../api/app-info.ts';
import { useExporter } from '../../api/export.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useRefactor } from '../../api/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import type { RovingItemProps, RovingListHandle } from '../../ui/roving-list.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { Tree, TreeItem } from '../../ui/tree.tsx';
import { AttachmentDialog } from './attachment-dialog.tsx';
import { moveProblem, type FileRow } from './file-rows.ts';
import { MoveDialog } from './move-dialog.tsx';
import { RenameField } from './rename-field.tsx';
import { useFileActions } from './use-file-actions.ts';
import { useFileTree } from './use-file-tree.ts';

export interface FilesPaneProps {
  readonly vault: VaultInfo;
  /** The note in the shown tab. */
  readonly currentPath: VaultPath | null;
  /** Shows and focuses a path (or the list, for null); a new object each time. */
  readonly reveal: { readonly path: VaultPath | null } | null;
  /** A note whose name a command wants to change here. */
  readonly renamePath: VaultPath | null;
  readonly onRenameEnd: () => void;
}

const dragType = 'application/x-verso-path';
const showAll = (): boolean => true;

export function FilesPane({ vault, currentPath, reveal, renamePath, onRenameEnd }: FilesPaneProps) {
  const { t } = useTranslation('files');
  const { settings } = useApp();
  const navigation = useNavigation();
  const failureText = useFailureText();
  const actions = useFileActions();
  const refactor = useRefactor();
  const exporter = useExporter();
  const tree = useFileTree(showAll, `verso.folders:${vault.folder}`);
  const list = useRef<RovingListHandle>(null);
  const [renaming, setRenaming] = useState<VaultPath | null>(null);
  const [dropFolder, setDropFolder] = useState<FolderPath | null>(null);
  const [moving, setMoving] = useState<VaultPath | null>(null);
  const [attachment, setAttachment] = useState<Entry | null>(null);
  const [deleting, setDeleting] = useState<Entry | null>(null);
  const writable = !vault.readOnly;
  const editedPath = renaming ?? renamePath;

  useEffect(() => {
    const path = reveal?.path ?? renamePath ?? currentPath;
    if (path !== null) tree.reveal(path);
    // Only another note, or a new wish, opens folders: a person may have closed them since.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [currentPath, reveal, renamePath]);

  // A row to focus as soon as it is in the list: of a revealed path, or of a new name.
  const awaited = useRef<string | null>(null);
  const focusAwaited = (): void => {
    const key = awaited.current;
    if (key === null || !tree.rows.some((row) => row.key === key)) return;
    awaited.current = null;
    list.current?.focus(key);
  };
  const answered = useRef<FilesPaneProps['reveal']>(null);
  useEffect(() => {
    if (reveal !== null && answered.current !== reveal && tree.rows.length > 0) {
      answered.current = reveal;
      awaited.current = reveal.path ?? currentPath ?? tree.rows[0]?.key ?? null;
    }
    focusAwaited();
  });

  const endRename = (focusPath: VaultPath | null): void => {
    // Where a command asked for the name, writing goes on where it was.
    awaited.current = renaming === null ? null : focusPath;
    setRenaming(null);
    onRenameEnd();
  };
  const open = (row: FileRow, newTab: boolean): void => {
    if (row.entry.kind === 'folder') tree.setExpanded(row.key, row.expanded !== true);
    else if (row.entry.kind === 'note') navigation.openNote(row.key, { newTab });
    else setAttachment(row.entry);
  };
  const folderFor = (entry: Entry): FolderPath =>
    entry.kind === 'folder' ? folderPathSchema.parse(entry.path) : folderOf(entry.path);
  const createFolder = async (parent: FolderPath): Promise<void> => {
    const path = await actions.createFolder(parent, t('newFolderName'));
    if (path === null) return;
    tree.reveal(`${path}/x`);
    setRenaming(path);
  };
  const remove = (entry: Entry): void => {
    // Without undo, or where much goes at once, ask first.
    if (entry.kind === 'folder' || settings.deleteTo === 'system-trash') setDeleting(entry);
    else void actions.remove(entry.path, entry.kind);
  };

  const onRowKey = (row: FileRow, event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.key === 'Enter' || event.key === ' ') open(row, event.ctrlKey || event.metaKey);
    else if (event.key === 'F2' && writable) setRenaming(row.key);
    else if (event.key === 'Delete' && writable) remove(row.entry);
    else return false;
    event.stopPropagation();
    return true;
  };

  const menuFor = (row: FileRow): readonly MenuItem[] => [
    ...(row.entry.kind === 'note'
      ? [{ id: 'open-tab', label: t('openInTab'), icon: <FileText size={14} aria-hidden />, run: () => navigation.openNote(row.key, { newTab: true }) }]
      : []),
    { id: 'note', label: t('newNoteHere'), icon: <FilePlus2 size={14} aria-hidden />, disabled: !writable, run: () => void actions.createNote(folderFor(row.entry)) },
    { id: 'folder', label: t('newFolderHere'), icon: <FolderPlus size={14} aria-hidden />, disabled: !writable, run: () => void createFolder(folderFor(row.entry)) },
    { kind: 'separator', id: 's1' },
    { id: 'rename', label: t('rename'), keys: 'F2', icon: <Pencil size={14} aria-hidden />, disabled: !writable, run: () => setRenaming(row.key) },
    { id: 'move', label: t('moveTo'), icon: <FolderInput size={14} aria-hidden />, disabled: !writable, run: () => setMoving(row.key) },
    ...(row.entry.kind === 'note'
      ? [
          { id: 'merge', label: t('mergeInto'), icon: <Merge size={14} aria-hidden />, disabled: !writable, run: () => refactor.ask({ kind: 'merge', path: row.key }) },
          { id: 'split', label: t('split'), icon: <Split size={14} aria-hidden />, disabled: !writable, run: () => refactor.ask({ kind: 'split', path: row.key }) },
        ]
      : []),
    ...(row.entry.kind === 'note'
      ? [{ id: 'copy', label: t('copyLink'), icon: <Link2 size={14} aria-hidden />, run: () => void navigator.clipboard.writeText(`[[${noteNameOf(row.key)}]]`) }]
      : []),
    ...(row.entry.kind === 'attachment'
      ? []
      : [
          {
            id: 'export',
            label: t('export'),
            icon: <FileOutput size={14} aria-hidden />,
            run: () => exporter.ask(row.entry.kind === 'note' ? { kind: 'note', path: row.key } : { kind: 'folder', path: folderPathSchema.parse(row.key) }),
          },
        ]),
    { kind: 'separator', id: 's2' },
    { id: 'delete', label: t('delete'), keys: 'Delete', icon: <Trash2 size={14} aria-hidden />, danger: true, disabled: !writable, run: () => remove(row.entry) },
  ];

  const drop = useMemo(
    () => ({
      over: (event: DragEvent, folder: FolderPath): void => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'move';
        setDropFolder(folder);
      },
      done: (event: DragEvent, folder: FolderPath): void => {
        const path = event.dataTransfer.getData(dragType);
        setDropFolder(null);
        if (path === '') return;
        event.preventDefault();
        event.stopPropagation();
        const from = tree.rows.find((row) => row.key === path)?.key;
        if (from !== undefined && moveProblem(from, folder) === null) void actions.moveInto(from, folder);
      },
    }),
    [actions, tree.rows],
  );
  const root = folderPathSchema.parse('');

  const renderRow = (row: FileRow, roving: RovingItemProps) => {
    const { entry } = row;
    if (row.key === editedPath) {
      return (
        <RenameField
          row={row}
          onCancel={() => endRename(entry.path)}
          onRename={async (name) => {
            const path = await actions.rename(entry.path, entry.kind, name);
            if (path !== null) endRename(path);
          }}
        />
      );
    }
    return (
      <ContextMenu items={menuFor(row)}>
        <TreeItem
          {...roving}
          row={row}
          selected={row.key === currentPath}
          dropTarget={entry.kind === 'folder' && dropFolder === folderPathSchema.parse(row.key)}
          icon={entry.kind === 'attachment' ? <File size={14} aria-hidden className="text-faint" /> : undefined}
          draggable={writable}
          onClick={(event) => open(row, event.ctrlKey || event.metaKey)}
          onAuxClick={(event) => {
            if (event.button === 1) open(row, true);
          }}
          onDragStart={(event) => {
            event.dataTransfer.setData(dragType, row.key);
            event.dataTransfer.effectAllowed = 'move';
          }}
          onDragEnd={() => setDropFolder(null)}
          onDragOver={(event) => drop.over(event, folderFor(entry))}
          onDrop={(event) => drop.done(event, folderFor(entry))}
        />
      </ContextMenu>
    );
  };

  return (
    <section aria-label={t('label')} className="flex min-h-[max(10rem,40%)] flex-1 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-0.5 pr-2 pl-3.5">
        <h2 className="min-w-0 flex-1 truncate text-small font-medium text-muted" title={vault.folder}>
          {vault.name}
        </h2>
        <IconButton size="small" label={t('newNote')} disabled={!writable} onClick={() => navigation.run('note.create')}>
          <FilePlus2 size={15} aria-hidden />
        </IconButton>
        <IconButton size="small" label={t('newFolder')} disabled={!writable} onClick={() => void createFolder(root)}>
          <FolderPlus size={15} aria-hidden />
        </IconButton>
        <IconButton size="small" label={t('collapseAll')} onClick={tree.collapseAll}>
          <ChevronsDownUp size={15} aria-hidden />
        </IconButton>
      </div>
      {tree.loading ? <Skeleton label={t('loading')} lines={8} className="px-4 py-2" /> : null}
      {tree.error === null ? null : (
        <ErrorState compact title={t('listFailed')} text={failureText(tree.error)} actions={<Button onClick={tree.retry}>{t('retry')}</Button>} />
      )}
      {!tree.loading && tree.error === null && tree.rows.length === 0 ? (
        <EmptyState
          compact
          title={t('emptyTitle')}
          text={t('emptyText')}
          actions={
            <Button variant="primary" disabled={!writable} onClick={() => void actions.createNote('')}>
              {t('newNote')}
            </Button>
          }
        />
      ) : null}
      {tree.rows.length === 0 ? null : (
        <div
          className="flex min-h-0 flex-1 flex-col"
          onDragOver={(event) => drop.over(event, root)}
          onDrop={(event) => drop.done(event, root)}
        >
          <Tree
            ref={list}
            label={t('label')}
            rows={tree.rows}
            currentKey={currentPath}
            onToggle={(row, expanded) => tree.setExpanded(row.key, expanded)}
            renderRow={renderRow}
            onRowKey={onRowKey}
            className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto pb-4"
          />
        </div>
      )}
      {attachment === null ? null : <AttachmentDialog entry={attachment} onClose={() => setAttachment(null)} />}
      {moving === null ? null : <MoveDialog path={moving} onClose={() => setMoving(null)} onMove={actions.moveInto} />}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setDeleting(null);
        }}
        title={t('confirmDelete', { name: deleting === null ? '' : noteNameOf(deleting.path) })}
        description={t(settings.deleteTo === 'system-trash' ? 'confirmSystemTrash' : 'confirmVaultTrash')}
        confirmLabel={t('delete')}
        cancelLabel={t('cancel')}
        onConfirm={() => {
          if (deleting !== null) void actions.remove(deleting.path, deleting.kind);
        }}
      />
    </section>
  );
}
