/** Other versions of a note that sync tools left beside it: said quietly, compared and brought together when asked. */
import { Files } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictCopy } from '#shared/model/conflict-copy.ts';
import { fileNameOf, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { useCall } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { SideBySide } from './conflict-view.tsx';
import { Banner } from './note-banners.tsx';

export interface ConflictCopiesProps {
  readonly path: VaultPath;
  readonly readOnly: boolean;
}

export function ConflictCopies({ path, readOnly }: ConflictCopiesProps) {
  const { t } = useTranslation('editor');
  const [shown, setShown] = useState<string | null>(null);
  const answer = useCall('conflict.copies', {});
  const [found] = (answer.data?.copies ?? []).filter(({ copy, original }) => original === path || copy === path);
  if (found === undefined || readOnly) return null;
  const isShown = shown === found.copy;
  return (
    <>
      <Banner
        icon={Files}
        tone="quiet"
        title={found.original === path ? t('copies.title') : t('copies.ofOther', { name: noteNameOf(found.original) })}
        text={found.original === path ? fileNameOf(found.copy) : ''}
        actions={
          <Button aria-expanded={isShown} onClick={() => setShown(isShown ? null : found.copy)}>
            {t(isShown ? 'copies.close' : 'copies.look')}
          </Button>
        }
      />
      {isShown ? <Compared found={found} /> : null}
    </>
  );
}

function Compared({ found }: { readonly found: ConflictCopy }) {
  const { t } = useTranslation('editor');
  const refactor = useRefactor();
  const answer = useCall('conflict.compare', found);
  const keep = (kept: Extract<RefactorRequest, { kind: 'versions' }>['keep']): void => {
    void refactor.run({ kind: 'versions', copy: found.copy, into: found.original, keep: kept }, { review: 'never' });
  };
  if (answer.isError) return <p role="alert" className="border-b border-border px-4 py-3 text-ui">{t('copies.failed')}</p>;
  if (answer.data === undefined) return null;
  const { mine, theirs, clean } = answer.data;
  return (
    <section aria-label={t('copies.label', { name: noteNameOf(found.original) })} className="border-b border-border bg-sunken">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3 pb-2 text-ui">
        <p className="min-w-64 flex-1 text-muted">{t(clean ? 'copies.clean' : 'copies.collide')}</p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => keep('both')}>
            {t('copies.both')}
          </Button>
          <Button onClick={() => keep('mine')}>{t('copies.mine')}</Button>
          <Button onClick={() => keep('theirs')}>{t('copies.theirs')}</Button>
        </div>
      </div>
      <div className="flex px-4 text-small font-medium text-muted">
        <span className="flex-1">{t('copies.mineLabel')}</span>
        <span className="flex-1 pl-2">{t('copies.theirsLabel')}</span>
      </div>
      <SideBySide mine={mine} theirs={theirs} mineLabel={t('copies.mineLabel')} theirsLabel={t('copies.theirsLabel')} />
    </section>
  );
}
