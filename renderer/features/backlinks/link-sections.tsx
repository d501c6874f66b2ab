/** Backlinks and unlinked mentions of a note, as sections that open; used in panel and footer. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { MentionGroup } from '#shared/model/search.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/state-views.tsx';
import { Disclosure } from './disclosure.tsx';
import { listGroups, plainOptions, type ListOptions } from './link-list-options.ts';
import { groupsShown, MentionList, placesOf, type MentionPlace } from './mention-list.tsx';

export interface SectionOptions {
  readonly path: VaultPath;
  readonly options?: ListOptions;
}

function countOf(groups: readonly MentionGroup[]): number {
  return groups.reduce((sum, group) => sum + group.mentions.length, 0);
}

export function BacklinksSection({ path, options = plainOptions }: SectionOptions) {
  const { t } = useTranslation('backlinks');
  const answer = useCall('link.backlinks', { path });
  const [open, setOpen] = useState(true);
  const groups = answer.data === undefined ? undefined : listGroups(answer.data.groups, options);
  return (
    <Disclosure title={t('backlinks')} count={groups === undefined ? null : countOf(groups)} open={open} onOpenChange={setOpen}>
      <Groups label={t('backlinks')} groups={groups} error={answer.error} empty={options.filter === '' ? t('noBacklinks') : t('noMatch')} collapsed={options.collapsed} />
    </Disclosure>
  );
}

export function UnlinkedSection({ path, options = plainOptions }: SectionOptions) {
  const { t } = useTranslation('backlinks');
  const { info } = useApp();
  const refactor = useRefactor();
  const [open, setOpen] = useState(false);
  const answer = useCall('link.unlinked', { path }, { enabled: open });
  const groups = answer.data === undefined ? undefined : listGroups(answer.data.groups, options);
  const places = groups === undefined ? [] : placesOf(groups);
  const writable = info.vault?.readOnly === false;
  const link = (place: MentionPlace): void => void refactor.run({ kind: 'link', target: path, places: [place] }, { review: 'never' });
  return (
    <Disclosure title={t('unlinked')} count={groups === undefined ? null : countOf(groups)} open={open} onOpenChange={setOpen}>
      {writable && places.length > 1 ? (
        <Button
          variant="quiet"
          className="mb-1 h-7 px-1 text-accent"
          onClick={() => void refactor.run({ kind: 'link', target: path, places: [...places] }, { review: 'always' })}
        >
          {t('reviewAll', { count: places.length })}
        </Button>
      ) : null}
      <Groups
        label={t('unlinked')}
        groups={groups}
        error={answer.error}
        empty={options.filter === '' ? t('noUnlinked') : t('noMatch')}
        collapsed={options.collapsed}
        onLink={writable ? link : undefined}
      />
    </Disclosure>
  );
}

interface GroupsProps {
  readonly label: string;
  readonly groups: readonly MentionGroup[] | undefined;
  readonly error: Error | null;
  readonly empty: string;
  readonly collapsed: boolean;
  readonly onLink?: ((place: MentionPlace) => void) | undefined;
}

function Groups({ label, groups, error, empty, collapsed, onLink }: GroupsProps) {
  const { t } = useTranslation('backlinks');
  const failureText = useFailureText();
  const [shown, setShown] = useState(groupsShown);
  if (error !== null) return <p className="px-1 text-small text-danger">{failureText(error)}</p>;
  if (groups === undefined) return <Skeleton label={t('loading')} lines={3} className="px-1" />;
  if (groups.length === 0) return <p className="px-1 text-small text-muted text-pretty">{empty}</p>;
  return (
    <>
      <MentionList label={label} groups={groups.slice(0, shown)} collapsed={collapsed} onLink={onLink} />
      {groups.length > shown ? (
        <Button variant="quiet" className="mt-2" onClick={() => setShown(shown + groupsShown)}>
          {t('more', { count: groups.length - shown })}
        </Button>
      ) : null}
    </>
  );
}
