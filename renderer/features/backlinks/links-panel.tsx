/** The Links section of the right panel: what points here, what could, and where this points. */
import { CircleDashed, Link } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf, type VaultPath } from '#shared/model/note-path.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import type { SectionProps } from '../../api/view.ts';
import { EmptyState, Skeleton } from '../../ui/state-views.tsx';
import { Disclosure } from './disclosure.tsx';
import { BacklinksSection, UnlinkedSection } from './link-sections.tsx';

export function LinksPanel({ path }: SectionProps) {
  const { t } = useTranslation('backlinks');
  if (path === null) {
    return <EmptyState compact icon={<Link size={22} strokeWidth={1.5} aria-hidden />} title={t('nothingTitle')} text={t('nothingText')} />;
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2" key={path}>
      <BacklinksSection path={path} />
      <UnlinkedSection path={path} />
      <OutgoingSection path={path} />
    </div>
  );
}

function OutgoingSection({ path }: { readonly path: VaultPath }) {
  const { t } = useTranslation('backlinks');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const answer = useCall('link.outgoing', { path });
  const [open, setOpen] = useState(true);
  // One line for each note that is linked, however often.
  const links = [...new Map((answer.data?.links ?? []).map((link) => [link.path ?? link.target, link])).values()];
  // Days of different channels have the same title: then the folder tells them apart.
  const timesShown = new Map<string, number>();
  for (const { title } of links) timesShown.set(title, (timesShown.get(title) ?? 0) + 1);
  return (
    <Disclosure title={t('outgoing')} count={answer.data === undefined ? null : links.length} open={open} onOpenChange={setOpen}>
      {answer.error === null ? null : <p className="px-1 text-small text-danger">{failureText(answer.error)}</p>}
      {answer.isPending ? <Skeleton label={t('loading')} lines={2} className="px-1" /> : null}
      {answer.data !== undefined && links.length === 0 ? <p className="px-1 text-small text-muted">{t('noOutgoing')}</p> : null}
      <ul className="flex flex-col">
        {links.map((link) => {
          const target = link.path;
          return (
            <li key={target ?? link.target}>
              <button
                type="button"
                onClick={(event) => {
                  // A link to no note yet: go to where it stands, and its note can be made there.
                  if (target === null) navigation.openNote(path, { line: link.line });
                  else navigation.openNote(target, { newTab: event.ctrlKey || event.metaKey });
                }}
                className="flex min-h-7 w-full items-center gap-2 rounded-md px-1 py-1 text-left text-ui hover:bg-hover"
              >
                {target === null ? (
                  <CircleDashed size={14} aria-hidden className="shrink-0 text-faint" />
                ) : (
                  <Link size={14} aria-hidden className="shrink-0 text-faint" />
                )}
                <span className="min-w-0 flex-1 truncate">{link.title}</span>
                {target === null ? <span className="text-small text-faint">{t('unresolved')}</span> : null}
                {target !== null && (timesShown.get(link.title) ?? 0) > 1 ? (
                  <span className="max-w-1/2 truncate text-small text-faint">{folderOf(target).split('/').at(-1)}</span>
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}
