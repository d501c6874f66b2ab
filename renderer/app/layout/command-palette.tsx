/** Every command by its name, with its keys; run by Enter. Those that cannot run now stand last. */
import { Command } from 'cmdk';
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { bookmarkKey } from '#shared/model/bookmark.ts';
import { commandIds } from '#shared/model/command.ts';
import { useBookmarks } from '../../api/bookmarks.ts';
import { commandTitleKey, useCommandRegistry, useKeymap, type Command as WindowCommand } from '../../api/commands.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { isEnabled } from '../commands.ts';

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
  const keymap = useKeymap();
  const navigation = useNavigation();
  const reachable = new Map(useSyncExternalStore(registry.onChange, registry.all).map((command) => [command.id, command]));
  const entries = commandIds.filter((id) => id !== 'palette.open').map((id) => ({ id, title: t(commandTitleKey(id)), command: reachable.get(id) ?? null }));
  const [now, later] = [entries.filter(canRun), entries.filter((entry) => !canRun(entry))];
  const saved = (useBookmarks().bookmarks ?? []).flatMap(({ target, title }) => (target.kind === 'search' ? [{ target, name: title === '' ? target.query : title }] : []));
  const run = (command: WindowCommand | null): void => {
    flushSync(onDone);
    // After the palette has given the focus back, so that a command may move it, and before the next key.
    if (command !== null) queueMicrotask(command.run);
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
        {[...now, ...later].map((entry) => (
          <Command.Item
            key={entry.id}
            value={entry.id}
            keywords={[entry.title]}
            disabled={later.includes(entry)}
            onSelect={() => run(entry.command)}
            className="flex min-h-8 items-center gap-3 rounded-sm px-3 text-ui select-none data-[disabled=true]:text-muted data-[selected=true]:bg-hover"
          >
            <span className="flex-1">{entry.title}</span>
            {later.includes(entry) ? <span className="text-small text-muted">{t('palette.notNow')}</span> : null}
            {keymap[entry.id].map((keys) => (
              <Kbd key={keys} keys={keys} />
            ))}
          </Command.Item>
        ))}
        {saved.map(({ target, name }) => (
          <Command.Item
            key={bookmarkKey(target)}
            value={bookmarkKey(target)}
            keywords={[t('palette.search', { name })]}
            onSelect={() => {
              flushSync(onDone);
              queueMicrotask(() => navigation.openView('search', { text: target.query, sort: target.sort ?? 'relevance', focus: performance.now() }));
            }}
            className="flex min-h-8 items-center gap-3 rounded-sm px-3 text-ui select-none data-[selected=true]:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{t('palette.search', { name })}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function canRun({ command }: { readonly command: WindowCommand | null }): boolean {
  return command !== null && isEnabled(command);
}
