/** All importers, and which of them a source is for: decided by content, never by name. */
import { stat } from 'node:fs/promises';
import { failure, type Outcome, success } from '#shared/rpc/contract.ts';
import type { Detection, Importer, ImportSource } from './importer.ts';
import { mailImporter } from './mbox/mail-importer.ts';
import { slackImporter } from './slack/slack-importer.ts';

export const importers: readonly Importer[] = [mailImporter, slackImporter];

export interface DetectedImporter {
  readonly importer: Importer;
  readonly detection: Detection;
}

/** The importer that is surest of the source. */
export async function detectImporter(
  source: ImportSource,
  signal: AbortSignal,
): Promise<Outcome<DetectedImporter, 'unknown-format' | 'not-found' | 'not-readable'>> {
  try {
    await stat(source.path);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    return isMissing ? failure('not-found', 'There is no such file or folder.') : failure('not-readable', 'This cannot be read.');
  }
  let best: DetectedImporter | null = null;
  for (const importer of importers) {
    const detection = await importer.detect(source, signal);
    if (detection !== null && detection.confidence > (best?.detection.confidence ?? 0)) best = { importer, detection };
  }
  return best === null ? failure('unknown-format', 'This is neither a mailbox nor a Slack export.') : success(best);
}
