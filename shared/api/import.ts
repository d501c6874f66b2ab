/** Bringing exports of mail and Slack into `raw/`: look first, then run as a job, then a report. */
import { z } from 'zod';
import {
  importFailureCodes,
  importOptionsSchema,
  importPlanSchema,
  importProgressSchema,
  importReportSchema,
} from '../model/import.ts';
import { method, stream } from '../rpc/contract.ts';

/** Absolute path of a file or folder on the machine that runs the core. */
const sourcePath = z.string().min(1).max(4096);

export const importApi = {
  /** The dry run: progress chunks, then one plan. Nothing is written. Cancelling stops it. */
  'import.plan': stream({
    params: z.object({ source: sourcePath, options: importOptionsSchema }),
    chunk: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('progress'), progress: importProgressSchema }),
      z.object({ kind: z.literal('plan'), plan: importPlanSchema }),
    ]),
    failures: importFailureCodes,
  }),
  /** Starts the import as a job; `job.updated` carries its progress, `job.cancel` stops it. */
  'import.start': method({
    params: z.object({ source: sourcePath, options: importOptionsSchema }),
    value: z.object({ jobId: z.string() }),
    failures: [...importFailureCodes, 'read-only'],
  }),
  /** How a finished import ended; null while it runs or when it did not finish. */
  'import.report': method({
    params: z.object({ jobId: z.string().max(100) }),
    value: z.object({ report: importReportSchema.nullable() }),
    failures: ['not-found'],
  }),
} as const;
