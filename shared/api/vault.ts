/** Opening vaults, and looking around the machine for one. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import { vaultChangeSchema, vaultInfoSchema, vaultStatusSchema } from '../model/vault.ts';
import { event, method } from '../rpc/contract.ts';

const openFailures = ['not-found', 'not-a-folder', 'not-readable', 'not-writable', 'in-use', 'not-empty'] as const;

/** Below what a message between window and core may hold. */
const maximumExportLength = 128 * 1024 * 1024;

/** Absolute path on the machine that runs the core. */
const hostPath = z.string().min(1).max(4096);

export const vaultApi = {
  'vault.open': method({ params: z.object({ folder: hostPath }), value: vaultInfoSchema, failures: openFailures }),
  /** Makes an empty vault: the folder must be absent or empty. */
  'vault.create': method({ params: z.object({ folder: hostPath }), value: vaultInfoSchema, failures: openFailures }),
  /** Copies the bundled welcome vault to `folder` (default: Verso Welcome in the home folder), opens it. */
  'vault.openWelcome': method({
    params: z.object({ folder: hostPath.optional() }),
    value: vaultInfoSchema,
    failures: openFailures,
  }),
  'vault.close': method({ params: z.object({}), value: z.object({}) }),
  'vault.status': method({ params: z.object({}), value: vaultStatusSchema }),
  /** Drops the index and builds it again from the files. */
  'vault.reindex': method({ params: z.object({}), value: z.object({}) }),
  'vault.opened': event(vaultInfoSchema.nullable()),
  'vault.statusChanged': event(vaultStatusSchema),
  'vault.changed': event(z.object({ changes: z.array(vaultChangeSchema) })),
  /** Answers of the index may have changed for these notes and for links to these targets. */
  'index.updated': event(z.object({ paths: z.array(z.string()), targets: z.array(z.string()) })),

  /** Folders (and files, when asked) of the machine, for a picker where no native dialog exists. */
  'host.browse': method({
    params: z.object({ folder: hostPath.optional(), files: z.boolean().default(false) }),
    value: z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      home: z.string(),
      entries: z.array(z.object({ name: z.string(), folder: z.string(), kind: z.enum(['folder', 'file']), sizeBytes: z.number() })),
      truncated: z.boolean(),
    }),
    failures: ['not-found', 'not-a-folder', 'not-readable'],
  }),
  /** A native dialog; null when the person closed it. */
  'host.pick': method({
    params: z.object({ kind: z.enum(['folder', 'import-source']) }),
    value: z.object({ path: z.string().nullable() }),
    failures: ['not-available'],
  }),
  /** Opens an https or mailto address with the system, when the shell can. */
  'host.openExternal': method({
    params: z.object({ url: z.string().max(4096) }),
    value: z.object({}),
    failures: ['not-allowed', 'not-available'],
  }),
  /** Asks where to, and writes an exported page there, as it is or as a PDF; null when the person closed the dialog. */
  'host.saveExport': method({
    params: z.object({ name: z.string().min(1).max(200), format: z.enum(['html', 'pdf']), html: z.string().max(maximumExportLength) }),
    value: z.object({ path: z.string().nullable() }),
    failures: ['not-available', 'not-writable'],
  }),
  /** Shows a note in a window of its own, where the shell has windows. */
  'host.openWindow': method({ params: z.object({ path: vaultPathSchema }), value: z.object({}), failures: ['not-available'] }),
} as const;
