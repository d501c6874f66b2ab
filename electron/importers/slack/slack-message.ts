/** One Slack message: what it says as Markdown, who said it, and what is remembered of it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cleanText, escapeInline, fence, link } from '../escape.ts';
import { mrkdwnToMarkdown, publicAddress, type SlackNames, withoutTokens } from './mrkdwn.ts';
import { blocksToMarkdown } from './rich-text.ts';
import { pick } from './slack-export.ts';
import type { SlackAttachment, SlackFile, SlackMessage } from './slack-schema.ts';

export const slackPayloadSchema = z.object({
  kind: z.enum(['message', 'pointer']),
  ts: z.string(),
  /** The thread's first message where this is a reply to it; else null. */
  parentTs: z.string().nullable(),
  /** Vault path and day of the note with the thread, for a pointer. */
  parentDay: z.string().nullable(),
  userId: z.string().nullable(),
  author: z.string(),
  /** One line instead of a body: somebody joined, a topic was set. */
  event: z.boolean(),
  meta: z.array(z.string()),
  /** Asset links are `\u0000<vault path>\u0000`. */
  body: z.string(),
  team: z.string(),
  channelId: z.string(),
  channel: z.string(),
  day: z.string(),
});
export type SlackPayload = z.infer<typeof slackPayloadSchema>;

const events = new Set([
  'channel_join', 'channel_leave', 'group_join', 'group_leave', 'channel_topic', 'group_topic', 'channel_purpose', 'group_purpose',
  'channel_name', 'group_name', 'channel_archive', 'group_archive', 'channel_unarchive', 'group_unarchive', 'channel_convert_to_private',
  'channel_convert_to_public', 'channel_posting_permissions', 'bot_add', 'bot_remove', 'bot_enable', 'bot_disable', 'pinned_item', 'unpinned_item', 'reminder_add', 'reminder_delete',
  'tombstone', 'app_conversation_join', 'app_conversation_leave', 'sh_room_created', 'sh_room_shared', 'huddle_thread', 'channel_canvas_updated', 'bookmark_added',
]);

/** Who wrote a message, by whatever it says about that. */
export function authorOf(message: SlackMessage, names: SlackNames): { userId: string | null; author: string } {
  const userId = message.user ?? message.comment?.user ?? null;
  const known = userId === null ? '' : names.user(userId);
  const profile = message.user_profile;
  const author = pick(
    message.subtype === 'bot_message' ? message.username : undefined,
    known !== userId ? known : undefined,
    profile?.display_name,
    profile?.real_name,
    profile?.name,
    message.username,
    message.bot_profile?.name,
    userId ?? undefined,
    message.bot_id,
    'Unknown',
  );
  return { userId, author: cleanText(author).replace(/\s+/g, ' ').slice(0, 200) };
}

/** Seconds of a `ts`, as milliseconds. */
export function tsToMs(ts: string): number {
  return Math.floor(Number.parseFloat(ts) * 1000);
}

/** `1614069789.000100` with six decimals, so that texts sort as times. */
export function normalizeTs(ts: string): string {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}`;
}

export function blockOf(ts: string): string {
  return normalizeTs(ts).replace('.', '-');
}

/** What tells two copies of a message apart. */
export function messageHash(message: SlackMessage): string {
  return createHash('sha256').update(`${message.text ?? ''}\0${message.edited?.ts ?? ''}\0${JSON.stringify(message.blocks ?? null)}`).digest('hex').slice(0, 32);
}

export function isEvent(message: SlackMessage): boolean {
  return message.subtype !== undefined && events.has(message.subtype);
}

/** The body, and the quiet notes beside its time. `assetOf` gives a kept file's vault path. */
export function renderMessage(
  message: SlackMessage,
  names: SlackNames,
  assetOf: (file: SlackFile) => string | null,
): { body: string; meta: readonly string[] } {
  const meta: string[] = [];
  if (message.edited !== undefined) meta.push('edited');
  if (message.subtype === 'thread_broadcast') meta.push('also sent to the channel');
  for (const reaction of message.reactions ?? []) {
    meta.push(`${escapeInline(names.emoji(reaction.name ?? ''), false)} ${reaction.count ?? reaction.users?.length ?? 1}`);
  }
  const parts: string[] = [];
  const words = wordsOf(message, names);
  if (words !== '') parts.push(message.subtype === 'me_message' ? `*${words}*` : words);
  if (message.comment?.comment !== undefined && words === '') parts.push(mrkdwnToMarkdown(message.comment.comment, names));
  for (const attachment of message.attachments ?? []) {
    const shown = renderAttachment(attachment, names);
    if (shown !== '') parts.push(shown);
  }
  for (const file of [...(message.files ?? []), ...(message.file === undefined ? [] : [message.file])]) {
    const shown = renderFile(file, assetOf(file));
    if (shown !== '') parts.push(shown);
  }
  return { body: parts.join('\n\n'), meta };
}

function wordsOf(message: SlackMessage, names: SlackNames): string {
  const blocks = message.blocks === undefined ? '' : blocksToMarkdown(message.blocks, names);
  return blocks === '' ? mrkdwnToMarkdown(message.text ?? '', names) : blocks;
}

function renderAttachment(attachment: SlackAttachment, names: SlackNames): string {
  const parts: string[] = [];
  const line = (text: string | undefined): string => escapeInline(cleanText(withoutTokens(text ?? '')).replace(/\s+/g, ' ').trim(), false);
  if (attachment.pretext !== undefined) parts.push(mrkdwnToMarkdown(attachment.pretext, names));
  if (attachment.author_name !== undefined) parts.push(line(attachment.author_name));
  if (attachment.title !== undefined) {
    const address = publicAddress(attachment.title_link ?? attachment.from_url ?? '');
    parts.push(address === '' ? line(attachment.title) : link(line(attachment.title), address));
  }
  const blocks = attachment.blocks === undefined ? '' : blocksToMarkdown(attachment.blocks, names);
  if (blocks !== '') parts.push(blocks);
  else if (attachment.text !== undefined) parts.push(mrkdwnToMarkdown(attachment.text, names));
  for (const field of attachment.fields ?? []) parts.push(`${line(field.title)}: ${mrkdwnToMarkdown(field.value ?? '', names)}`);
  if (parts.join('') === '' && attachment.fallback !== undefined) parts.push(mrkdwnToMarkdown(attachment.fallback, names));
  return parts
    .filter((part) => part !== '' && part !== ': ')
    .join('\n\n')
    .split('\n')
    .map((each) => `> ${each}`.trimEnd())
    .join('\n')
    .replace(/^>$/, '');
}

function renderFile(file: SlackFile, asset: string | null): string {
  const name = cleanText(pick(file.name, file.title, file.id, 'file')).replace(/\s+/g, ' ');
  const shown = escapeInline(name, false);
  if (asset !== null) {
    const picture = /^image\/(?:jpe?g|png|gif|webp|avif)$/.test(file.mimetype ?? '');
    return `${picture ? '!' : ''}[${picture ? name.replace(/[^\p{L}\p{N} .,-]/gu, ' ') : shown}](\u0000${asset}\u0000)`;
  }
  const address: string = publicAddress((file.is_external === true ? file.external_url : undefined) ?? file.permalink ?? file.url_private ?? '');
  const parts = [`File: ${address === '' ? shown : link(shown, address)}`];
  if (file.mode === 'snippet' || file.mode === 'post') {
    const text = cleanText(withoutTokens(file.plain_text ?? file.preview ?? '')).trim();
    if (text !== '') parts.push(fence(text));
  }
  return parts.join('\n\n');
}
