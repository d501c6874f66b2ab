/** The Outline section of the right panel: the shown note's headings, gone to, moved with their sections, raised and lowered. */
import { ListTree } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moveSection, moveSectionBy, sectionsOf, shiftSection } from '#shared/markdown/move-section.ts';
import { folderPathSchema, joinPath } from '#shared/model/note-path.ts';
import { useBookmarks } from '../../api/bookmarks.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useNotePlace } from '../../api/note-place.ts';
import { ApiError, useCall } from '../../api/query.ts';
import type { SectionProps } from '../../api/view.ts';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import type { RovingItemProps, RovingListHandle } from '../../ui/roving-list.tsx';
import { EmptyState, Skeleton } from '../../ui/state-views.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Tree, TreeItem } from '../../ui/tree.tsx';
import { currentSection, rowOf, sectionRows, type SectionRow } from './outline-rows.ts';
import { useSectionEdit } from './use-section-edit.ts';

const placeholder = joinPath(folderPathSchema.parse(''), 'none.md');
const dragType = 'application/x-verso-section';
/** Shorter outlines are seen whole. */
const filteredFrom = 8;

export function OutlinePanel({ path }: SectionProps) {
  const { t } = useTranslation('outline');
  const failureText = useFailureText();
  const note = useCall('note.read', { path: path ?? placeholder }, { enabled: path !== null, keepPrevious: true });
  const text = note.data?.text;
  const icon = <ListTree size={22} strokeWidth={1.5} aria-hidden />;

  if (path === null) return <EmptyState compact icon={icon} title={t('nothingTitle')} text={t('nothingText')} />;
  const missing = note.error instanceof ApiError && note.error.code === 'not-found';
  if (note.error !== null && !missing) return <p className="p-4 text-small text-danger">{failureText(note.error)}</p>;
  if (note.isPending) return <Skeleton label={t('loading')} className="p-4" />;
  const empty = <EmptyState compact icon={icon} title={t('emptyTitle')} text={t('emptyText')} />;
  if (text === undefined) return empty;
  return <Outline key={path} path={path} text={text} readOnly={note.data?.readOnly !== null} empty={empty} />;
}

interface OutlineProps {
  readonly path: NonNullable<SectionProps['path']>;
  readonly text: string;
  readonly readOnly: boolean;
  readonly empty: ReactNode;
}

function Outline({ path, text, readOnly, empty }: OutlineProps) {
  const { t } = useTranslation('outline');
  const navigation = useNavigation();
  const { info } = useApp();
  const place = useNotePlace();
  const { change } = useSectionEdit(path);
  const bookmarks = useBookmarks();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState('');
  const [dragged, setDragged] = useState<SectionRow | null>(null);
  const [drop, setDrop] = useState<{ readonly key: string; readonly after: boolean } | null>(null);
  const list = useRef<RovingListHandle>(null);
  const wantedFocus = useRef<string | null>(null);
  const sections = useMemo(() => sectionsOf(text), [text]);
  const rows = useMemo(() => sectionRows(sections, collapsed, filter), [sections, collapsed, filter]);
  const current = rowOf(rows, sections, currentSection(sections, place?.path === path ? place : null))?.key ?? null;
  const writable = !readOnly && info.vault?.readOnly !== true;

  // The section that was moved by a key keeps the focus, in its new place.
  useEffect(() => {
    const key = wantedFocus.current;
    if (key === null || !rows.some((row) => row.key === key)) return;
    wantedFocus.current = null;
    list.current?.focus(key);
  }, [rows]);

  if (sections.length === 0) return empty;

  const go = (row: SectionRow): void => navigation.openNote(path, { line: row.line });
  const toggle = (row: SectionRow, expanded: boolean): void => {
    const next = new Set(collapsed);
    if (expanded) next.delete(row.key);
    else next.add(row.key);
    setCollapsed(next);
  };
  const title = (row: SectionRow): string => (row.label === '' ? t('untitled') : row.label);
  const apply = async (row: SectionRow, kind: 'moved' | 'shifted', edit: Parameters<typeof change>[0]['edit']): Promise<void> => {
    const slug = await change({ slug: row.key, title: title(row), kind, edit });
    if (slug === null) return;
    wantedFocus.current = slug;
    list.current?.focus(slug);
  };
  const moveBy = (row: SectionRow, by: -1 | 1) => () => void apply(row, 'moved', (source, index) => moveSectionBy(source, index, by));
  const shiftBy = (row: SectionRow, by: -1 | 1) => () => void apply(row, 'shifted', (source, index) => shiftSection(source, index, by));

  const onRowKey = (row: SectionRow, event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.key === 'Enter' || event.key === ' ') {
      go(row);
      return true;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !event.key.startsWith('Arrow')) return false;
    if (!writable) return true;
    if (event.key === 'ArrowUp') moveBy(row, -1)();
    else if (event.key === 'ArrowDown') moveBy(row, 1)();
    else if (event.key === 'ArrowLeft') shiftBy(row, -1)();
    else shiftBy(row, 1)();
    return true;
  };
  const menuFor = (row: SectionRow): readonly MenuItem[] => [
    { id: 'up', label: t('moveUp'), keys: 'Alt+ArrowUp', disabled: !writable, run: moveBy(row, -1) },
    { id: 'down', label: t('moveDown'), keys: 'Alt+ArrowDown', disabled: !writable, run: moveBy(row, 1) },
    { id: 'raise', label: t('raise'), keys: 'Alt+ArrowLeft', disabled: !writable, run: shiftBy(row, -1) },
    { id: 'lower', label: t('lower'), keys: 'Alt+ArrowRight', disabled: !writable, run: shiftBy(row, 1) },
    { kind: 'separator', id: 'places' },
    { id: 'bookmark', label: t('bookmark'), disabled: row.label === '', run: () => bookmarks.toggle({ kind: 'heading', path, heading: row.label }) },
    { kind: 'separator', id: 'folds' },
    { id: 'collapse', label: t('collapseAll'), run: () => setCollapsed(new Set(sections.map(({ slug }) => slug))) },
    { id: 'expand', label: t('expandAll'), run: () => setCollapsed(new Set()) },
  ];

  const isAfter = (event: DragEvent): boolean => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY > top + height / 2;
  };
  const dropOn = (row: SectionRow, after: boolean): void => {
    if (dragged === null) return;
    const target = after ? (rows[rows.indexOf(row) + 1] ?? null) : row;
    // By name: the text may have changed between the outline and the disk.
    void apply(dragged, 'moved', (source, index) => {
      if (target === null) return moveSection(source, index, null);
      const before = sectionsOf(source).findIndex(({ slug }) => slug === target.key);
      return before === -1 ? null : moveSection(source, index, before);
    });
  };

  const renderRow = (row: SectionRow, roving: RovingItemProps) => (
    <ContextMenu items={menuFor(row)}>
      <div className="relative">
        <TreeItem
          {...roving}
          row={{ ...row, label: title(row) }}
          selected={row.key === current}
          draggable={writable}
          onClick={(event) => {
            const onArrow = event.target instanceof SVGElement && row.expanded !== null && filter === '';
            if (onArrow) toggle(row, row.expanded !== true);
            else go(row);
          }}
          onDragStart={(event) => {
            event.dataTransfer.setData(dragType, row.key);
            event.dataTransfer.effectAllowed = 'move';
            setDragged(row);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            event.dataTransfer.dropEffect = 'move';
            setDrop({ key: row.key, after: isAfter(event) });
          }}
          onDrop={(event) => {
            event.preventDefault();
            dropOn(row, isAfter(event));
            setDrop(null);
          }}
          onDragEnd={() => {
            setDragged(null);
            setDrop(null);
          }}
        />
        {drop?.key === row.key ? <span aria-hidden className={`absolute inset-x-2 h-0.5 rounded-full bg-accent ${drop.after ? '-bottom-px' : '-top-px'}`} /> : null}
      </div>
    </ContextMenu>
  );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {sections.length < filteredFrom && filter === '' ? null : (
        <div className="px-3 pt-2">
          <TextField label={t('filter')} hideLabel placeholder={t('filter')} value={filter} onValueChange={setFilter} />
        </div>
      )}
      {rows.length === 0 ? <p className="p-4 text-small text-muted">{t('noMatch')}</p> : null}
      <Tree
        ref={list}
        label={t('label')}
        rows={rows}
        currentKey={current}
        onToggle={toggle}
        onRowKey={onRowKey}
        renderRow={renderRow}
        className="min-h-0 flex-1 overflow-y-auto py-2"
      />
    </div>
  );
}
