/** What points to a note, below its text. */
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import { BacklinksSection, UnlinkedSection } from './link-sections.tsx';

export function BacklinksFooter({ path }: { readonly path: VaultPath }) {
  const { t } = useTranslation('backlinks');
  return (
    // A group, not a landmark: each pane has one.
    <div role="group" aria-label={t('footer')} className="reading-column pb-16">
      <div className="border-t border-border pt-3 font-sans text-ui">
        <BacklinksSection path={path} />
        <UnlinkedSection path={path} />
      </div>
    </div>
  );
}
