/** Records of work that failed: parked with its reason, and taken up again by the next run. */
import type { ParkedUnit } from '#shared/model/compile.ts';
import type { ParkedRecord } from './ledger.ts';

export function parkedRecord(id: string, unit: ParkedUnit, at: string): ParkedRecord {
  return { kind: 'parked', id: `parked:${id}`, at, ...unit, state: 'open' };
}

export function resolvedRecord(open: ParkedRecord, at: string): ParkedRecord {
  return { ...open, at, state: 'done' };
}
