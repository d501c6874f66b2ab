/** Every command by its name, with its keys; run by Enter. */
import { Command } from 'cmdk';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry, type Command as WindowCommand } from '../../api/commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const { t } = useTranslation('app');
  return (
    <Dialog bare open={open} onOpenChange={onOpenChange} title={t('palette.title')}>
      <PaletteContent onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function PaletteContent({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const commands = useSyncExternalStore(registry.onChange, registry.all).filter(
    (command) => command.id !== 'palette.open' && (command.enabled?.() ?? true),
  );
  const run = (command: WindowCommand): void => {
    onDone();
    // After the palette has given the focus back, so that a command may move it.
    setTimeout(command.run, 0);
  };
  return (
    <Command label={t('palette.title')} loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        placeholder={t('palette.placeholder')}
        className="h-12 w-full shrink-0 border-b border-border bg-transparent px-4 text-large outline-none"
      />
      <Command.List className="min-h-0 flex-1 scroll-py-1 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-muted">{t('palette.empty')}</Command.Empty>
        {commands.map((command) => (
          <Command.Item
            key={command.id}
            value={command.id}
            keywords={[t(command.titleKey)]}
            onSelect={() => run(command)}
            className="flex h-8 items-center gap-3 rounded-sm px-3 text-ui select-none data-[selected=true]:bg-hover"
          >
            <span className="flex-1">{t(command.titleKey)}</span>
            {command.keys[0] === undefined ? null : <Kbd keys={command.keys[0]} />}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
