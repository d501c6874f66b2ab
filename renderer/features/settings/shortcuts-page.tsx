/** Every command with its keys, to be found, changed and put back. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandGroups, commandIds, commandCatalogue, type CommandId } from '#shared/model/command.ts';
import { commandsWithKeys, moveKeys, removeKeys, resetKeys, type KeyPlace, type OwnKeys } from '#shared/model/keymap.ts';
import { useApp } from '../../api/app-info.ts';
import { commandTitleKey, useKeymap } from '../../api/commands.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { formatKeys, isApple } from '../../ui/keys.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingGroup } from './setting-row.tsx';
import { ShortcutRow } from './shortcut-row.tsx';
import { useUpdateSettings } from './use-update-settings.ts';

export function ShortcutsPage() {
  const { t } = useTranslation('settings');
  const { info } = useApp();
  const keymap = useKeymap();
  const { settings, update } = useUpdateSettings();
  const [wanted, setWanted] = useState('');
  const [resetting, setResetting] = useState(false);
  const place: KeyPlace = { apple: isApple(), browser: info.shell === 'server' };
  const own = settings.shortcuts;
  const keep = (shortcuts: OwnKeys): void => update({ shortcuts: copyKeys(shortcuts) });
  const found = commandIds.filter((id) => isFound(wanted, [t(commandTitleKey(id)), ...keymap[id].flatMap((keys) => [keys, formatKeys(keys, place.apple).join('+')])]));

  const row = (id: CommandId) => (
    <ShortcutRow
      key={id}
      title={t(commandTitleKey(id))}
      keys={keymap[id]}
      place={place}
      isOwn={own[id] !== undefined}
      alsoOn={(keys) => commandsWithKeys(keymap, keys, id).map((other) => t(commandTitleKey(other)))}
      onAdd={(keys) => keep(moveKeys(own, id, keys, place))}
      onRemove={(keys) => keep(removeKeys(own, id, keys, place))}
      onReset={() => keep(resetKeys(own, id))}
    />
  );

  return (
    <>
      <SettingGroup title={t('page.shortcuts')} text={t(place.browser ? 'shortcuts.textInBrowser' : 'shortcuts.text')}>
        <div className="flex flex-wrap items-end justify-between gap-3 py-3">
          <TextField label={t('shortcuts.search')} type="search" value={wanted} onValueChange={setWanted} className="w-72" />
          <Button disabled={Object.keys(own).length === 0} onClick={() => setResetting(true)}>
            {t('shortcuts.resetAll')}
          </Button>
        </div>
        <p role="status" className="text-small text-muted">
          {wanted === '' ? '' : t('shortcuts.found', { count: found.length })}
        </p>
      </SettingGroup>
      {commandGroups.map((group) => {
        const ids = found.filter((id) => commandCatalogue[id].group === group);
        if (ids.length === 0) return null;
        return (
          <SettingGroup key={group} title={t(`app:commandGroups.${group}`)}>
            <ul aria-label={t(`app:commandGroups.${group}`)}>{ids.map(row)}</ul>
          </SettingGroup>
        );
      })}
      <ConfirmDialog
        open={resetting}
        onOpenChange={setResetting}
        title={t('shortcuts.resetAllTitle')}
        description={t('shortcuts.resetAllText')}
        confirmLabel={t('shortcuts.resetAll')}
        cancelLabel={t('app:cancel')}
        onConfirm={() => keep({})}
      />
    </>
  );
}

/** Every word that was typed stands somewhere in what a command is known by. */
function isFound(wanted: string, texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function copyKeys(keys: OwnKeys): Record<string, string[]> {
  return Object.fromEntries(Object.entries(keys).map(([id, each]) => [id, [...each]]));
}
