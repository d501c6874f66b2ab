/** Names that links use and no note has, of the shown note or of the whole vault; a click makes the note. */
import { CircleDashed } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { UnresolvedTarget } from '#shared/model/search.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { callOrThrow, useCall } from '../../api/query.ts';
import { Skeleton } from '../../ui/state-views.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Disclosure } from './disclosure.tsx';
import { RepairList } from './repair-list.tsx';
import { matchesFilter, type ListOptions } from './link-list-options.ts';

export function UnresolvedSection({ path, options }: { readonly path: VaultPath; readonly options: ListOptions }) {
  const { t } = useTranslation('backlinks');
  const failureText = useFailureText();
  const [open, setOpen] = useState(true);
  const [everywhere, setEverywhere] = useState(false);
  const answer = useCall('link.unresolved', { path: everywhere ? null : path }, { keepPrevious: true });
  const all = answer.data?.targets ?? [];
  const shown = all.filter(({ target, sources }) => matchesFilter(`${target} ${sources.map(({ title }) => title).join(' ')}`, options.filter));
  const targets = options.sort === 'name' ? shown.toSorted((a, b) => a.target.localeCompare(b.target)) : shown;
  const beyond = (answer.data?.total ?? 0) - all.length;
  return (
    <Disclosure title={t('unresolvedLinks')} count={answer.data === undefined ? null : targets.length} open={open} onOpenChange={setOpen}>
      <RepairList />
      <div className="flex h-7 items-center justify-between gap-2 px-1 text-small text-muted">
        <span aria-hidden>{t('everywhere')}</span>
        <Switch label={t('everywhere')} checked={everywhere} onCheckedChange={setEverywhere} />
      </div>
      {answer.error === null ? null : <p className="px-1 text-small text-danger">{failureText(answer.error)}</p>}
      {answer.isPending ? <Skeleton label={t('loading')} lines={2} className="px-1" /> : null}
      {answer.data !== undefined && targets.length === 0 ? <p className="px-1 text-small text-muted">{options.filter === '' ? t('noUnresolved') : t('noMatch')}</p> : null}
      <ul aria-label={t('unresolvedLinks')} className="flex flex-col">
        {targets.map((target) => (
          <li key={target.target}>
            <Target target={target} from={everywhere ? (target.sources[0]?.path ?? path) : path} everywhere={everywhere} />
          </li>
        ))}
      </ul>
      {beyond > 0 ? <p className="px-1 pt-1 text-small text-muted">{t('moreNames', { count: beyond })}</p> : null}
    </Disclosure>
  );
}

function Target({ target, from, everywhere }: { readonly target: UnresolvedTarget; readonly from: VaultPath; readonly everywhere: boolean }) {
  const { t } = useTranslation('backlinks');
  const { info } = useApp();
  const core = useCore();
  const navigation = useNavigation();
  const toast = useToast();
  const failureText = useFailureText();
  const [first] = target.sources;
  const where =
    first === undefined ? '' : !everywhere ? t('lineShort', { line: first.line }) : target.count > 1 ? t('times', { note: first.title, count: target.count - 1 }) : first.title;
  const writable = info.vault?.readOnly === false;

  const make = async (newTab: boolean): Promise<void> => {
    const { path, suggestedPath } = await callOrThrow(core, 'link.resolve', { from, target: target.target });
    const place = path ?? suggestedPath;
    if (place === null) {
      toast({ title: t('noName'), problem: true });
      return;
    }
    if (path === null) {
      const made = await core.call('note.write', { path: place, text: '', baseVersion: null });
      if (!made.ok && made.code !== 'stale') throw new Error(made.message);
    }
    navigation.openNote(place, { newTab });
  };
  return (
    <div className="flex min-w-0 items-center">
      <button
        type="button"
        data-row
        disabled={!writable}
        aria-label={t('makeNote', { name: target.target })}
        onClick={(event) => {
          make(event.ctrlKey || event.metaKey).catch((error: unknown) => toast({ title: t('notMade'), text: failureText(error), problem: true }));
        }}
        className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-1 py-1 text-left text-ui hover:bg-hover"
      >
        <CircleDashed size={14} aria-hidden className="shrink-0 text-faint" />
        <span className="min-w-0 flex-1 truncate">{target.target}</span>
      </button>
      {first === undefined ? null : (
        <button
          type="button"
          onClick={() => navigation.openNote(first.path, { line: first.line })}
          aria-label={`${where}: ${t('showLink', { name: target.target, note: first.title })}`}
          className="max-w-1/2 truncate rounded-sm px-1.5 py-1 text-small text-muted hover:bg-hover"
        >
          {where}
        </button>
      )}
    </div>
  );
}
