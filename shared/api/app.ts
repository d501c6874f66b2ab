/** The app itself: which shell carries it, what it can do, its settings. */
import { z } from 'zod';
import { event, method } from '../rpc/contract.ts';
import { settingsPatchSchema, settingsSchema } from '../model/settings.ts';
import { vaultPathSchema } from '../model/note-path.ts';
import { vaultInfoSchema } from '../model/vault.ts';

export const appInfoSchema = z
  .object({
    name: z.literal('Verso'),
    version: z.string(),
    shell: z.enum(['electron', 'server', 'memory']),
    platform: z.enum(['linux', 'darwin', 'win32', 'other']),
    /** What only some shells can do; the renderer asks here and never guesses. */
    capabilities: z.object({
      nativeDialogs: z.boolean(),
      safeStorage: z.boolean(),
      systemTrash: z.boolean(),
      openExternal: z.boolean(),
      /** More than one window; in a browser, a tab does the same. */
      windows: z.boolean(),
      /** Saves exported pages where the person says, and makes PDFs; a browser has downloads and its print dialog. */
      exportFiles: z.boolean(),
    }),
    vault: vaultInfoSchema.nullable(),
    recentVaults: z.array(z.object({ folder: z.string(), name: z.string(), openedMs: z.number() })),
  })
  .readonly();
export type AppInfo = z.infer<typeof appInfoSchema>;

export const appApi = {
  'app.info': method({ params: z.object({}), value: appInfoSchema }),
  /** Shows a note in every main window. */
  'app.show': method({ params: z.object({ path: vaultPathSchema }), value: z.object({}) }),
  'app.shown': event(z.object({ path: vaultPathSchema })),
  'settings.read': method({ params: z.object({}), value: settingsSchema }),
  'settings.update': method({ params: settingsPatchSchema, value: settingsSchema, failures: ['not-writable'] }),
  'settings.changed': event(settingsSchema),
} as const;
