/** The vault's tags with their counts; a tag opens to its notes. */
import { ChevronRight, Hash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import { classNames } from '../../ui/class-names.ts';
import type { RovingItemProps } from '../../ui/roving-list.tsx';
import { Tree, TreeItem, treeRowHeightPx, type TreeRow } from '../../ui/tree.tsx';

interface TagRow extends TreeRow {
  readonly kind: 'tag' | 'note';
  readonly count: number;
  readonly path: VaultPath | null;
}

const mostRowsShown = 9;

export function TagsPane() {
  const { t, i18n } = useTranslation('tags');
  const navigation = useNavigation();
  const [open, setOpen] = useState(true);
  const [tag, setTag] = useState<string | null>(null);
  const tags = useCall('search.tags', {}, { keepPrevious: true });
  const notes = useCall('search.notesWithTag', { tag: tag ?? '' }, { enabled: tag !== null });
  const all = tags.data?.tags ?? [];
  if (all.length === 0) return null;

  const rows: readonly TagRow[] = all.flatMap((entry) => {
    const expanded = entry.name === tag;
    const row: TagRow = { kind: 'tag', key: `#${entry.name}`, parentKey: null, label: entry.name, level: 1, expanded, count: entry.count, path: null };
    const children = (expanded ? (notes.data?.notes ?? []) : []).map(
      (note): TagRow => ({ kind: 'note', key: note.path, parentKey: row.key, label: note.title, level: 2, expanded: null, count: 0, path: note.path }),
    );
    return [row, ...children];
  });

  const choose = (row: TagRow, newTab: boolean): void => {
    if (row.path !== null) navigation.openNote(row.path, { newTab });
    else setTag(row.expanded === true ? null : row.label);
  };
  const number = new Intl.NumberFormat(i18n.language);
  const renderRow = (row: TagRow, roving: RovingItemProps) => (
    <TreeItem
      {...roving}
      row={row}
      selected={false}
      icon={row.kind === 'tag' ? <Hash size={13} aria-hidden /> : undefined}
      trailing={row.kind === 'tag' ? <span className="text-small text-faint tabular-nums">{number.format(row.count)}</span> : undefined}
      onClick={(event) => choose(row, event.ctrlKey || event.metaKey)}
    />
  );

  return (
    <section aria-label={t('label')} className="flex max-h-[40%] min-h-8 flex-col border-t border-border pb-1 low:max-h-44">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-8 shrink-0 items-center gap-1 px-3 text-small font-medium text-muted hover:text-text"
      >
        <ChevronRight size={13} aria-hidden className={classNames('transition-transform duration-(--motion-fast)', open && 'rotate-90')} />
        {t('label')}
        <span className="font-normal text-faint">{number.format(all.length)}</span>
      </button>
      {open ? (
        <div className="min-h-0" style={{ height: Math.min(rows.length, mostRowsShown) * treeRowHeightPx }}>
          <Tree
            label={t('label')}
            rows={rows}
            onToggle={(row, expanded) => setTag(expanded ? row.label : null)}
            onRowKey={(row, event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return false;
              choose(row, event.ctrlKey || event.metaKey);
              return true;
            }}
            renderRow={renderRow}
            className="h-full overflow-y-auto"
          />
        </div>
      ) : null}
    </section>
  );
}
