/** Backlinks and unlinked mentions of a note, as sections that open; used in panel and footer. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { MentionGroup } from '#shared/model/search.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/state-views.tsx';
import { Disclosure } from './disclosure.tsx';
import { groupsShown, MentionList } from './mention-list.tsx';
import { useLinkMention } from './use-link-mention.ts';

function countOf(groups: readonly MentionGroup[]): number {
  return groups.reduce((sum, group) => sum + group.mentions.length, 0);
}

export function BacklinksSection({ path }: { readonly path: VaultPath }) {
  const { t } = useTranslation('backlinks');
  const answer = useCall('link.backlinks', { path });
  const [open, setOpen] = useState(true);
  const groups = answer.data?.groups;
  return (
    <Disclosure title={t('backlinks')} count={groups === undefined ? null : countOf(groups)} open={open} onOpenChange={setOpen}>
      <Groups label={t('backlinks')} groups={groups} error={answer.error} empty={t('noBacklinks')} />
    </Disclosure>
  );
}

export function UnlinkedSection({ path }: { readonly path: VaultPath }) {
  const { t } = useTranslation('backlinks');
  const { info } = useApp();
  const [open, setOpen] = useState(false);
  const answer = useCall('link.unlinked', { path }, { enabled: open });
  const { link, busy } = useLinkMention(path);
  const groups = answer.data?.groups;
  const writable = info.vault?.readOnly === false;
  return (
    <Disclosure title={t('unlinked')} count={groups === undefined ? null : countOf(groups)} open={open} onOpenChange={setOpen}>
      <Groups
        label={t('unlinked')}
        groups={groups}
        error={answer.error}
        empty={t('noUnlinked')}
        onLink={writable ? link : undefined}
        linkDisabled={busy}
      />
    </Disclosure>
  );
}

interface GroupsProps {
  readonly label: string;
  readonly groups: readonly MentionGroup[] | undefined;
  readonly error: Error | null;
  readonly empty: string;
  readonly onLink?: ReturnType<typeof useLinkMention>['link'] | undefined;
  readonly linkDisabled?: boolean;
}

function Groups({ label, groups, error, empty, onLink, linkDisabled = false }: GroupsProps) {
  const { t } = useTranslation('backlinks');
  const failureText = useFailureText();
  const [shown, setShown] = useState(groupsShown);
  if (error !== null) return <p className="px-1 text-small text-danger">{failureText(error)}</p>;
  if (groups === undefined) return <Skeleton label={t('loading')} lines={3} className="px-1" />;
  if (groups.length === 0) return <p className="px-1 text-small text-muted text-pretty">{empty}</p>;
  return (
    <>
      <MentionList label={label} groups={groups.slice(0, shown)} onLink={onLink} linkDisabled={linkDisabled} />
      {groups.length > shown ? (
        <Button variant="quiet" className="mt-2" onClick={() => setShown(shown + groupsShown)}>
          {t('more', { count: groups.length - shown })}
        </Button>
      ) : null}
    </>
  );
}
