/** The Links section of the right panel: what points here, what could, where this points, and what is missing. */
import { ChevronsDownUp, ChevronsUpDown, Link } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf, type VaultPath } from '#shared/model/note-path.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import type { SectionProps } from '../../api/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Skeleton } from '../../ui/state-views.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Disclosure } from './disclosure.tsx';
import { matchesFilter, mentionSorts, plainOptions, type ListOptions } from './link-list-options.ts';
import { BacklinksSection, UnlinkedSection } from './link-sections.tsx';
import { UnresolvedSection } from './unresolved-section.tsx';

export function LinksPanel({ path }: SectionProps) {
  const { t } = useTranslation('backlinks');
  const [options, setOptions] = useState<ListOptions>(plainOptions);
  if (path === null) {
    return <EmptyState compact icon={<Link size={22} strokeWidth={1.5} aria-hidden />} title={t('nothingTitle')} text={t('nothingText')} />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-1.5 px-3 pt-2">
        <TextField
          label={t('filter')}
          hideLabel
          placeholder={t('filter')}
          value={options.filter}
          onValueChange={(filter) => setOptions({ ...options, filter })}
          className="min-w-0 flex-1"
        />
        <Select
          label={t('sort')}
          value={options.sort}
          onValueChange={(sort) => setOptions({ ...options, sort })}
          options={mentionSorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          className="min-w-28! w-28"
        />
        <IconButton
          size="small"
          label={options.collapsed ? t('expandAll') : t('collapseAll')}
          onClick={() => setOptions({ ...options, collapsed: !options.collapsed })}
        >
          {options.collapsed ? <ChevronsUpDown size={14} aria-hidden /> : <ChevronsDownUp size={14} aria-hidden />}
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2" key={path} onKeyDown={walkRows}>
        <BacklinksSection path={path} options={options} />
        <UnlinkedSection path={path} options={options} />
        <OutgoingSection path={path} options={options} />
        <UnresolvedSection path={path} options={options} />
      </div>
    </div>
  );
}

/** Up and Down go from row to row, whatever section they are in. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  if (at === -1) return;
  rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}

function OutgoingSection({ path, options }: { readonly path: VaultPath; readonly options: ListOptions }) {
  const { t } = useTranslation('backlinks');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const answer = useCall('link.outgoing', { path });
  const [open, setOpen] = useState(true);
  // One line for each note that is linked, however often; what leads nowhere has a section of its own.
  const found = new Map((answer.data?.links ?? []).flatMap((link) => (link.path === null ? [] : [[link.path, { ...link, path: link.path }]])));
  const matching = [...found.values()].filter(({ title, path: to }) => matchesFilter(`${title} ${to}`, options.filter));
  const links = options.sort === 'name' ? matching.toSorted((a, b) => a.title.localeCompare(b.title)) : matching;
  // Days of different channels have the same title: then the folder tells them apart.
  const timesShown = new Map<string, number>();
  for (const { title } of links) timesShown.set(title, (timesShown.get(title) ?? 0) + 1);
  return (
    <Disclosure title={t('outgoing')} count={answer.data === undefined ? null : links.length} open={open} onOpenChange={setOpen}>
      {answer.error === null ? null : <p className="px-1 text-small text-danger">{failureText(answer.error)}</p>}
      {answer.isPending ? <Skeleton label={t('loading')} lines={2} className="px-1" /> : null}
      {answer.data !== undefined && links.length === 0 ? <p className="px-1 text-small text-muted">{options.filter === '' ? t('noOutgoing') : t('noMatch')}</p> : null}
      <ul aria-label={t('outgoing')} className="flex flex-col">
        {links.map((link) => (
          <li key={link.path}>
            <button
              type="button"
              data-row
              onClick={(event) => navigation.openNote(link.path, { newTab: event.ctrlKey || event.metaKey })}
              className="flex min-h-7 w-full items-center gap-2 rounded-md px-1 py-1 text-left text-ui hover:bg-hover"
            >
              <Link size={14} aria-hidden className="shrink-0 text-faint" />
              <span className="min-w-0 flex-1 truncate">{link.title}</span>
              {(timesShown.get(link.title) ?? 0) > 1 ? (
                <span className="max-w-1/2 truncate text-small text-faint">{folderOf(link.path).split('/').at(-1)}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
