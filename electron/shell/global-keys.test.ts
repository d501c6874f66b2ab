import { expect, it } from 'vitest';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { followGlobalKeys } from './global-keys.ts';

const menu = (keys: string | null): ShellMenu => ({
  groups: { file: 'F', edit: 'E', view: 'V', go: 'G', format: 'F', table: 'T', window: 'W', help: 'H' },
  commands: [{ id: 'note.capture', title: 'Quick capture', keys, enabled: true }],
});

it('the keys of quick capture are heard everywhere, and follow what a person chooses', () => {
  const registered = new Map<string, () => void>();
  const refused: string[] = [];
  let captures = 0;
  const follow = followGlobalKeys({
    globalShortcut: {
      register(keys, callback) {
        if (keys === 'Control+F1' || typeof keys !== 'string') return false;
        registered.set(keys, callback);
        return true;
      },
      unregister: (keys) => void registered.delete(String(keys)),
    },
    onCapture: () => (captures += 1),
    onRefused: (keys) => refused.push(keys),
  });
  follow(menu('Mod+Shift+Space'));
  registered.get('CommandOrControl+Shift+Space')?.();
  expect(captures).toBe(1);
  follow(null);
  expect(registered.size).toBe(1);
  follow(menu('Ctrl+F1'));
  expect([[...registered.keys()], refused]).toEqual([[], ['Control+F1']]);
  follow(menu('F9'));
  expect([...registered.keys()]).toEqual(['F9']);
  follow(menu(null));
  expect(registered.size).toBe(0);
});
