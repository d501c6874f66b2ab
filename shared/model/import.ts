/** What an import is asked to do, what it found, how far it is, and how it ended. */
import { z } from 'zod';

export const importSourceKindSchema = z.enum([
  'gmail-takeout',
  'mbox',
  'eml',
  'mail-folder',
  'slack-export',
]);
export type ImportSourceKind = z.infer<typeof importSourceKindSchema>;

/** Why a message of the archive is in no note. Every message has a note or one of these. */
export const importSkipReasonSchema = z.enum([
  /** The archive holds the same message (same id, same text) more than once. */
  'duplicate',
  /** Its label (Spam, Trash, Drafts, or one not chosen) keeps it out. */
  'label-excluded',
  /** Its channel was not chosen. */
  'channel-excluded',
  'outside-dates',
  /** A person removed or moved the note that held it; it does not return unasked. */
  'note-removed',
  /** Neither our parser nor the fallback could read it. */
  'unreadable',
  /** Neither headers nor text. */
  'empty',
  /** An entry without the fields that make it a message. */
  'not-a-message',
]);
export type ImportSkipReason = z.infer<typeof importSkipReasonSchema>;

/** What a person should know although nothing was lost, or what was lost of a message kept. */
export const importWarningSchema = z.enum([
  /** Read by the fallback parser. */
  'fallback-parser',
  /** Larger than the limit for one message; its end is missing. */
  'message-cut',
  /** HTML beyond the size limit; its end is missing. */
  'html-cut',
  'attachment-too-large',
  /** Encrypted: kept as an attachment, its text is not readable. */
  'encrypted',
  /** A zip entry whose name leaves the folder, or a link. */
  'unsafe-entry',
  /** A file of the archive that could not be read. */
  'unreadable-entry',
  /** The source changed a message that a person edited here; ours was kept. */
  'edited-here',
  /** The archive ends in the middle of its last message (allowed by an option). */
  'archive-cut',
]);
export type ImportWarning = z.infer<typeof importWarningSchema>;

/** Why an import cannot be done. Nothing has been written then, unless it says `partly`. */
export const importFailureCodes = [
  'not-found',
  'not-readable',
  'unknown-format',
  'not-slack-export',
  /** An mbox or zip that ends too early. `allowTruncated` imports what is there. */
  'archive-truncated',
  'archive-damaged',
  /** Declares more content than its size can honestly hold. */
  'archive-bomb',
  'cancelled',
  'disk-full',
  'write-failed',
] as const;
export type ImportFailureCode = (typeof importFailureCodes)[number];

export const importOptionsSchema = z
  .object({
    /** IANA zone in which days and times are shown. */
    timeZone: z.string().max(100).default('UTC'),
    /** Only messages on or after this day, and on or before that one (in `timeZone`). */
    fromDate: z.iso.date().nullable().default(null),
    toDate: z.iso.date().nullable().default(null),
    /** Labels or channel names to take; null takes all but those that are off by default. */
    only: z.array(z.string()).readonly().nullable().default(null),
    /** Gmail's Spam, Trash and Drafts. */
    includeSpam: z.boolean().default(false),
    includeTrash: z.boolean().default(false),
    includeDrafts: z.boolean().default(false),
    attachments: z.boolean().default(true),
    maxAttachmentBytes: z.number().int().positive().default(64 * 1024 * 1024),
    /** Import what a cut archive still holds. */
    allowTruncated: z.boolean().default(false),
    /** Bring back messages whose notes were removed. */
    restoreRemoved: z.boolean().default(false),
    /** Folder name under `raw/mail/` or `raw/slack/`; null derives it from the source. */
    mailbox: z.string().max(200).nullable().default(null),
  })
  .readonly();
export type ImportOptions = z.infer<typeof importOptionsSchema>;

const count = z.number().int().nonnegative();
const counts = z.record(z.string(), count).readonly();

const tallySchema = z.object({
  /** Messages that the archive holds. */
  messages: count,
  /** Not imported, by reason. */
  skipped: z.partialRecord(importSkipReasonSchema, count).readonly(),
  warnings: z.partialRecord(importWarningSchema, count).readonly(),
});

/** What a dry run found. Nothing was written. */
export const importPlanSchema = tallySchema
  .extend({
    source: importSourceKindSchema,
    name: z.string(),
    sizeBytes: count,
    /** Threads or channel-days that would become notes, and how many of the messages are known. */
    notes: count,
    newMessages: count,
    knownMessages: count,
    people: count,
    firstMs: z.number().nullable(),
    lastMs: z.number().nullable(),
    /** Messages by label or channel, also those off by default. */
    groups: counts,
    attachments: count,
    /** An upper estimate of what would be written, attachments included. */
    diskBytes: count,
  })
  .readonly();
export type ImportPlan = z.infer<typeof importPlanSchema>;

export const importProgressSchema = z
  .object({
    step: z.enum(['checking', 'reading', 'writing']),
    bytesDone: count,
    bytesTotal: count,
    messagesDone: count,
    notesWritten: count,
    skipped: count,
  })
  .readonly();
export type ImportProgress = z.infer<typeof importProgressSchema>;

/** How an import ended: `messages` = `imported` + `unchanged` + `updated` + all of `skipped`. */
export const importReportSchema = tallySchema
  .extend({
    source: importSourceKindSchema,
    name: z.string(),
    imported: count,
    /** Already here from an earlier import. */
    unchanged: count,
    /** Changed at the source since; our text follows. */
    updated: count,
    notesCreated: count,
    notesChanged: count,
    attachmentsStored: count,
    people: count,
    /** At most the first hundred skipped messages, to look at. */
    examples: z
      .array(z.object({ reason: importSkipReasonSchema, id: z.string(), subject: z.string() }).readonly())
      .readonly(),
  })
  .readonly();
export type ImportReport = z.infer<typeof importReportSchema>;

/**
 * Titles of the collapsed callouts (`> [!quote]- …`) in which an imported note keeps text that
 * its message repeats: compile reads past them.
 */
export const foldedTitles = { quoted: 'Earlier messages', signature: 'Signature' } as const;
