/** One message of a mailbox, parsed and rendered: everything that its note will need. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cleanText } from '../escape.ts';
import { type Address, parseAddresses } from './address.ts';
import type { Headers } from './headers.ts';
import { parseLabels } from './labels.ts';
import { renderBody } from './mail-body.ts';
import { isCredible, parseMailDate } from './mail-date.ts';
import { gatherContent, type MailAttachment, type MailContent } from './mail-parts.ts';
import { type MimePart, parseMime } from './mime.ts';

const addressSchema = z.object({ name: z.string(), email: z.string() });

/** What is staged of a message. Asset links in `body` are `\u0000<vault path>\u0000`. */
export const mailPayloadSchema = z.object({
  from: z.array(addressSchema),
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  subject: z.string(),
  messageId: z.string().nullable(),
  dateMs: z.number().nullable(),
  gmailThread: z.string().nullable(),
  firstReference: z.string().nullable(),
  sent: z.boolean(),
  /** Sent by a machine to many: a newsletter or a notification, not a list on which people talk. */
  bulk: z.boolean(),
  body: z.string(),
  attachments: z.array(z.object({ name: z.string(), path: z.string().nullable(), sizeBytes: z.number(), image: z.boolean() })),
  mailbox: z.string(),
});
export type MailPayload = z.infer<typeof mailPayloadSchema>;

/** Headers and identity of a message, cheap to read. */
export interface MailHead {
  /** `mail:<Message-ID>`, `gmail:<number>` or `mail:sha256:<hash>`. */
  readonly key: string;
  readonly block: string;
  readonly messageId: string | null;
  /** Message-IDs of ancestors, eldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly dateMs: number | null;
  readonly labels: readonly string[];
  readonly gmailThread: string | null;
  readonly root: MimePart;
}

export interface RawMail {
  readonly fromLine: string;
  readonly bytes: Buffer;
}

const mostReferences = 100;

/** Reads structure and headers. Throws only for a bug. */
export function readHead(mail: RawMail, nowMs: number): MailHead {
  const root = parseMime(mail.bytes);
  const { headers } = root;
  const messageId = firstId(headers.raw('message-id'));
  const gmailNumber = /^From (\d{10,25})@xxx\b/.exec(mail.fromLine)?.[1] ?? null;
  const contentId = messageId === null ? hashHex(mail.bytes.toString('latin1').replace(/\s+/g, '')).slice(0, 24) : '';
  const key = messageId !== null ? `mail:${messageId}` : gmailNumber !== null ? `gmail:${gmailNumber}` : `mail:sha256:${contentId}`;
  const headerDate = parseMailDate(headers.text('date') ?? '');
  const lineDate = parseMailDate(mail.fromLine.replace(/^From \S+/, ''));
  const received = parseMailDate((headers.all('received')[0] ?? '').replace(/^[\s\S]*;/, ''));
  const dateMs = [headerDate, lineDate, received].find((ms) => isCredible(ms, nowMs)) ?? null;
  return {
    key,
    block: gmailNumber !== null ? `m-${gmailNumber}` : blockOf(key),
    messageId,
    references: readReferences(headers),
    subject: cleanText(headers.text('subject') ?? '').replace(/\s+/g, ' ').trim().slice(0, 1000),
    from: addresses(headers, 'from', 'sender'),
    to: addresses(headers, 'to'),
    cc: addresses(headers, 'cc'),
    dateMs,
    labels: headers.all('x-gmail-labels').flatMap(parseLabels),
    gmailThread: /^\s*(\d{5,25})\s*$/.exec(headers.raw('x-gm-thrid') ?? '')?.[1] ?? null,
    root,
  };
}

function addresses(headers: Headers, ...names: readonly string[]): readonly Address[] {
  for (const name of names) {
    const found = headers.all(name).flatMap((raw) => parseAddresses(raw.slice(0, 100_000)));
    if (found.length > 0) return found.map(({ name: shown, email }) => ({ name: cleanText(shown).slice(0, 200), email: cleanText(email).slice(0, 320) }));
  }
  return [];
}

/** By the marks that such mail carries (RFC 3834, RFC 2369); a discussion list says where to post. */
function isBulk(headers: Headers): boolean {
  const automatic = headers.raw('auto-submitted');
  if (automatic !== null && !/^\s*no\b/i.test(automatic)) return true;
  if (/^\s*(?:bulk|junk)\b/i.test(headers.raw('precedence') ?? '') && headers.raw('list-post') === null) return true;
  return headers.raw('list-unsubscribe') !== null && headers.raw('list-post') === null;
}

function firstId(raw: string | null): string | null {
  if (raw === null) return null;
  const angled = /<([^<>]+)>/.exec(raw)?.[1] ?? raw;
  const id = angled.replace(/\s+/g, '').slice(0, 500);
  return id === '' ? null : id;
}

/** References, then In-Reply-To where it is an id; the eldest and the youngest when there are too many. */
function readReferences(headers: Headers): readonly string[] {
  const ids: string[] = [];
  for (const raw of [...headers.all('references'), ...headers.all('in-reply-to')]) {
    for (const match of raw.slice(0, 100_000).matchAll(/<([^<>\s]{1,500})>/g)) {
      const id = match[1] ?? '';
      // `In-Reply-To: Your message of <date>` holds no id.
      if ((id.includes('@') || id.length >= 8) && !ids.includes(id)) ids.push(id);
      if (ids.length > 2000) break;
    }
  }
  return ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(-(mostReferences - 1))];
}

export interface StoredAttachment extends MailAttachment {
  readonly sha256: string;
}

/** Everything the message carries, also inside enclosed messages. */
export function gatherAll(bytes: Buffer, root: MimePart): { content: MailContent; attachments: readonly StoredAttachment[] } {
  const content = gatherContent(bytes, root);
  const attachments: MailAttachment[] = [...content.attachments];
  const enclosed = content.pieces.flatMap((piece) => (piece.message === null ? [] : [piece.message]));
  for (let depth = 0; depth < 4 && enclosed.length > 0; depth++) {
    for (const message of enclosed.splice(0)) {
      const inner = gatherContent(bytes, message);
      attachments.push(...inner.attachments);
      enclosed.push(...inner.pieces.flatMap((piece) => (piece.message === null ? [] : [piece.message])));
    }
  }
  return {
    content,
    attachments: attachments.map((attachment) => ({
      ...attachment,
      sha256: createHash('sha256').update(attachment.content).digest('hex'),
    })),
  };
}

/**
 * What makes two copies of a message the same: its text without blanks and `>` (archivers escape
 * and fold differently) and its attachments. Independent of how we render.
 */
export function contentHash(content: MailContent, attachments: readonly StoredAttachment[]): string {
  const hash = createHash('sha256');
  for (const piece of content.pieces) hash.update(piece.text.replace(/[\s>]+/g, '')).update('\0');
  for (const sha of attachments.map((attachment) => attachment.sha256).toSorted()) hash.update(sha);
  return hash.digest('hex').slice(0, 32);
}

/** Renders the body. `assetOf` gives the vault path under which an attachment is kept, or null. */
export function renderMail(
  head: MailHead,
  bytes: Buffer,
  content: MailContent,
  attachments: readonly StoredAttachment[],
  assetOf: (attachment: StoredAttachment) => string | null,
  mailbox: string,
): { payload: MailPayload; cut: boolean } {
  const shownInline = new Set<StoredAttachment>();
  const body = renderBody(content, {
    bytes,
    inlineImage(contentId, alt) {
      const attachment = attachments.find((each) => each.contentId === contentId && each.type.startsWith('image/'));
      const path = attachment === undefined ? null : assetOf(attachment);
      if (attachment === undefined || path === null) return null;
      shownInline.add(attachment);
      return imageLink(alt === '' ? attachment.name : alt, path);
    },
  });
  return {
    cut: body.cut,
    payload: {
      from: [...head.from],
      to: [...head.to],
      cc: [...head.cc],
      subject: head.subject,
      messageId: head.messageId,
      dateMs: head.dateMs,
      gmailThread: head.gmailThread,
      firstReference: head.references[0] ?? null,
      sent: head.labels.includes('Sent'),
      bulk: isBulk(head.root.headers),
      body: body.markdown,
      attachments: attachments
        .filter((attachment) => !shownInline.has(attachment))
        .map((attachment) => ({
          name: cleanText(attachment.name).replace(/\s+/g, ' ').slice(0, 200),
          path: assetOf(attachment),
          sizeBytes: attachment.content.length,
          image: /^image\/(?:jpe?g|png|gif|webp|avif)$/.test(attachment.type),
        })),
      mailbox,
    },
  };
}

function imageLink(alt: string, path: string): string {
  return `![${alt.replace(/[\\[\]`<>*_#$%^|{}~=&!]/g, ' ').replace(/\s+/g, ' ').trim()}](\u0000${path}\u0000)`;
}

/** The block id of a message that Gmail gave no number. */
export function blockOf(key: string): string {
  return `m-${hashHex(key).slice(0, 12)}`;
}

export function hashHex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const replyPrefix = /^\s*(?:(?:re|aw|sv|vs|antw|ref|rif|odp|r|fwd?|fw|wg|tr|rv|i|enc|回复|回覆|答复|轉寄|转发|답장|전달|на|отв)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*|\[[^\]]{1,40}\]\s*)+/iu;

/** The subject without reply marks and list tags, for comparison. */
export function normalizeSubject(subject: string): { subject: string; isReply: boolean } {
  const stripped = subject.replace(replyPrefix, '').replace(/\s+/g, ' ').trim().toLowerCase();
  const isReply = /^\s*(?:\[[^\]]{1,40}\]\s*)*(?:re|aw|sv|vs|antw|ref|rif|odp|回复|回覆|答复|답장|отв)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]/iu.test(subject);
  return { subject: stripped.slice(0, 300), isReply };
}
