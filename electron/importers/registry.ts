/** All importers, and which of them a source is for: decided by content, never by name. */
import { failure, type Outcome, success } from '#shared/rpc/contract.ts';
import type { Detection, Importer, ImportSource } from './importer.ts';
import { mailImporter } from './mbox/mail-importer.ts';
import { slackImporter } from './slack/slack-importer.ts';

export const importers: readonly Importer[] = [mailImporter, slackImporter];

/** The importer that is surest of the source. */
export async function detectImporter(
  source: ImportSource,
  signal: AbortSignal,
): Promise<Outcome<{ readonly importer: Importer; readonly detection: Detection }, 'unknown-format'>> {
  let best: { importer: Importer; detection: Detection } | null = null;
  for (const importer of importers) {
    const detection = await importer.detect(source, signal);
    if (detection !== null && detection.confidence > (best?.detection.confidence ?? 0)) best = { importer, detection };
  }
  return best === null ? failure('unknown-format', 'This file or folder is nothing that can be imported.') : success(best);
}
