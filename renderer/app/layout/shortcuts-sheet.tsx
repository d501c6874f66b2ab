/** A sheet of all keys, for a look while one works. */
import { useTranslation } from 'react-i18next';
import { commandCatalogue, commandGroups, commandIds } from '#shared/model/command.ts';
import { commandTitleKey, useKeymap } from '../../api/commands.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';

export interface ShortcutsSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShortcutsSheet({ open, onOpenChange }: ShortcutsSheetProps) {
  const { t } = useTranslation('app');
  const navigation = useNavigation();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('sheet.title')} width="wide">
      <KeyLists />
      <DialogActions>
        <Button
          onClick={() => {
            onOpenChange(false);
            navigation.openView('settings', { page: 'shortcuts' });
          }}
        >
          {t('sheet.change')}
        </Button>
        <Button variant="primary" onClick={() => onOpenChange(false)}>
          {t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function KeyLists() {
  const { t } = useTranslation('app');
  const keymap = useKeymap();
  return (
    <div role="region" aria-label={t('sheet.title')} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-5 pt-3">
      <div className="columns-[20rem] gap-8">
        {commandGroups.map((group) => {
          const ids = commandIds.filter((id) => commandCatalogue[id].group === group && keymap[id].length > 0);
          if (ids.length === 0) return null;
          return (
            <section key={group} className="break-inside-avoid-column pb-4">
              <h3 className="pb-1 text-small font-semibold text-muted">{t(`commandGroups.${group}`)}</h3>
              <dl>
                {ids.map((id) => (
                  <div key={id} className="flex min-h-6 items-center gap-3">
                    <dt className="flex-1">{t(commandTitleKey(id))}</dt>
                    <dd className="flex flex-wrap justify-end gap-2">
                      {keymap[id].map((keys) => (
                        <Kbd key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </div>
  );
}
