/** Every command with its keys, as they are now. */
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry } from '../../api/commands.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { SettingGroup } from './setting-row.tsx';

export function ShortcutsPage() {
  const { t } = useTranslation('settings');
  const registry = useCommandRegistry();
  const commands = useSyncExternalStore(registry.onChange, registry.all).filter((command) => command.keys.length > 0);
  return (
    <SettingGroup title={t('page.shortcuts')} text={t('shortcutsText')}>
      <ul>
        {commands.map((command) => (
          <li key={command.id} className="flex min-h-9 items-center gap-4 border-b border-border last:border-b-0">
            <span className="flex-1">{t(command.titleKey)}</span>
            {command.keys.map((keys) => (
              <Kbd key={keys} keys={keys} />
            ))}
          </li>
        ))}
      </ul>
    </SettingGroup>
  );
}
