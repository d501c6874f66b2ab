/** The parts of Slack's export files that we read. A field of an unexpected type is as if it were not there. */
import { z } from 'zod';

function maybe<T extends z.ZodType>(schema: T): z.ZodCatch<z.ZodOptional<T>> {
  return schema.optional().catch(undefined) as z.ZodCatch<z.ZodOptional<T>>;
}
const text = maybe(z.string());

export const profileSchema = z.object({ real_name: text, display_name: text, name: text, email: text });

export const userSchema = z.object({
  id: z.string(),
  team_id: text,
  name: text,
  real_name: text,
  profile: maybe(profileSchema),
});

export const channelSchema = z.object({
  id: z.string(),
  name: text,
  members: maybe(z.array(z.string())),
});

export const fileSchema = z.object({
  id: text,
  name: text,
  title: text,
  mimetype: text,
  permalink: text,
  url_private: text,
  external_url: text,
  is_external: maybe(z.boolean()),
  preview: text,
  plain_text: text,
  mode: text,
});
export type SlackFile = z.infer<typeof fileSchema>;

export const attachmentSchema = z.object({
  pretext: text,
  author_name: text,
  title: text,
  title_link: text,
  from_url: text,
  text: text,
  fallback: text,
  image_url: text,
  fields: maybe(z.array(z.object({ title: text, value: text }))),
  blocks: maybe(z.array(z.unknown())),
  message_blocks: maybe(z.array(z.unknown())),
});
export type SlackAttachment = z.infer<typeof attachmentSchema>;

const timestamp = z.union([z.string(), z.number().transform(String)]);

export const messageSchema = z.object({
  type: text,
  subtype: text,
  ts: timestamp.refine((ts) => /^\d{9,11}(?:\.\d{1,6})?$/.test(ts)),
  user: text,
  bot_id: text,
  username: text,
  text: text,
  thread_ts: maybe(timestamp),
  edited: maybe(z.object({ ts: maybe(timestamp) })),
  user_profile: maybe(profileSchema),
  bot_profile: maybe(z.object({ name: text })),
  blocks: maybe(z.array(z.unknown())),
  attachments: maybe(z.array(attachmentSchema.catch(attachmentSchema.parse({})))),
  files: maybe(z.array(fileSchema.catch(fileSchema.parse({})))),
  file: maybe(fileSchema),
  comment: maybe(z.object({ user: text, comment: text })),
  reactions: maybe(z.array(z.object({ name: text, count: maybe(z.number()), users: maybe(z.array(z.string())) }))),
  topic: text,
  purpose: text,
  name: text,
});
export type SlackMessage = z.infer<typeof messageSchema>;
