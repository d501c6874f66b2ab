/** Tells newsletters, notifications and other automatic mail from what people write to each other. */
import type { SourceNote } from './source-note.ts';

const BULK_LABELS = new Set(['spam', 'category promotions', 'category social', 'category forums', 'category updates', 'promotions']);

const AUTOMATIC_SENDER =
  /^(?:no-?_?\.?reply|do-?not-?reply|newsletters?|news|notifications?|notify|alerts?|mailer-daemon|postmaster|bounces?|marketing|promo(?:tions)?|updates?|info-?mailer|automated|auto-?confirm)(?:[+._-].*)?@/iu;

/** Whether every message of a mail thread is automatic, or the mailbox itself sorted it as bulk. */
export function isBulk(source: SourceNote): boolean {
  if (source.kind !== 'mail') return false;
  if (source.bulk) return true;
  if (source.labels.some((label) => BULK_LABELS.has(label.toLowerCase()))) return true;
  const senders = new Set(source.blocks.map((block) => block.speakerId));
  return senders.size > 0 && [...senders].every((sender) => sender !== null && AUTOMATIC_SENDER.test(sender.replace(/^mail:/u, '')));
}
