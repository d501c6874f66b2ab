/** Reads a message that our own parser could not, by mailparser. Its use is counted and reported. */
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import type { MailContent } from './mail-parts.ts';
import type { StoredAttachment } from './mail-message.ts';

/** Content and attachments, or null where mailparser fails as well. */
export async function readByFallback(bytes: Buffer): Promise<{ content: MailContent; attachments: readonly StoredAttachment[] } | null> {
  try {
    const mail = await simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true });
    const html = mail.html === false || mail.text !== undefined ? null : mail.html;
    return {
      content: {
        pieces: [{ kind: html === null ? 'plain' : 'html', text: html ?? mail.text ?? '', flowed: false, deleteSpace: false, message: null }],
        attachments: [],
        encrypted: false,
        calendars: [],
      },
      attachments: mail.attachments.map((attachment) => ({
        name: attachment.filename ?? 'attachment.bin',
        type: attachment.contentType,
        content: attachment.content,
        contentId: attachment.cid ?? null,
        sha256: createHash('sha256').update(attachment.content).digest('hex'),
      })),
    };
  } catch {
    return null;
  }
}
