/** How a conversation of mails becomes a note: its place, frontmatter, title and sections. */
import { escapeInline } from '../escape.ts';
import { noteFileName, relativeLink, safeName } from '../file-name.ts';
import type { ImportState, PersonTouch, StagedMessage } from '../import-state.ts';
import { type Frontmatter, isoSeconds, type Section, stringList } from '../note-file.ts';
import type { GroupRenderer, NoteTarget } from '../write-groups.ts';
import { parseStamp, type ZoneClock } from '../zone-time.ts';
import { type Address, showAddress } from './address.ts';
import { lastingLabels } from './labels.ts';
import { hashHex, type MailPayload, mailPayloadSchema, normalizeSubject } from './mail-message.ts';

export interface MailNoteDeps {
  readonly state: ImportState;
  readonly importId: string;
  readonly clock: ZoneClock;
  readonly origin: Readonly<Record<string, string>>;
}

const mostParticipants = 60;
const mostNamedRecipients = 12;

export function createMailRenderer(deps: MailNoteDeps): GroupRenderer {
  const { state, importId, clock } = deps;

  const payloads = new WeakMap<StagedMessage, MailPayload>();
  function payloadOf(message: StagedMessage): MailPayload {
    const parsed = payloads.get(message) ?? mailPayloadSchema.parse(JSON.parse(message.payload));
    payloads.set(message, parsed);
    return parsed;
  }

  /** The message that names the conversation: the earliest with a date, else the first read. */
  function firstOf(messages: readonly StagedMessage[]): { message: StagedMessage; payload: MailPayload } {
    let first = messages[0];
    for (const message of messages) {
      if (first === undefined || (message.sortMs > 0 && (first.sortMs <= 0 || message.sortMs < first.sortMs))) first = message;
    }
    if (first === undefined) throw new Error('a group without messages');
    return { message: first, payload: payloadOf(first) };
  }

  function noteIdOf(group: string, messages: readonly StagedMessage[]): string {
    const thread = state.linked(importId, group, 'gmail:thread:')[0];
    if (thread !== undefined) return thread;
    const { message, payload } = firstOf(messages);
    const root = payload.firstReference ?? payload.messageId;
    return root === null ? `mail:thread:${message.key.replace(/^mail:/, '')}` : `mail:thread:${root}`;
  }

  function target(group: string, messages: readonly StagedMessage[]): NoteTarget {
    const known = state.linked(importId, group, 'note:')[0]?.slice('note:'.length) ?? null;
    const { payload } = firstOf(messages);
    const ownId = noteIdOf(group, messages);
    const noteId = known === null ? ownId : (state.noteAt(known) ?? ownId);
    const id = hashHex(noteId);
    const day = payload.dateMs === null ? null : clock.day(payload.dateMs);
    const folder = `${noteId.startsWith('gmail:') ? 'raw/gmail' : `raw/mail/${safeName(payload.mailbox, 60, 'mailbox')}`}/${day === null ? 'undated' : `${day.slice(0, 4)}/${day.slice(5, 7)}`}`;
    return {
      noteId,
      knownPath: known ?? state.notePath(noteId),
      newPath: (attempt) => `${folder}/${noteFileName(day ?? 'undated', payload.subject, id.slice(0, 6 + attempt * 6))}`,
    };
  }

  function section(message: StagedMessage, notePath: string, messages: readonly StagedMessage[]): Section {
    const payload = payloadOf(message);
    const sender = payload.from[0];
    const name = sender === undefined ? 'Unknown sender' : sender.name === '' ? sender.email : sender.name;
    const meta = [payload.dateMs === null ? 'no date' : clock.stamp(payload.dateMs)];
    if (sender !== undefined && sender.email !== '') meta.push(`from ${plain(showAddress(sender))}`);
    if (payload.to.length > 0) meta.push(`to ${recipients(payload.to)}`);
    if (payload.cc.length > 0) meta.push(`cc ${recipients(payload.cc)}`);
    if (normalizeSubject(payload.subject).subject !== normalizeSubject(payloadOf(messages[0] ?? message).subject).subject) {
      meta.push(`subject ${plain(titleOf(payload.subject))}`);
    }
    const parts = [`## ${plain(name === '' ? 'Unknown sender' : name)}`, `${meta.join(' · ')} ^${message.block}`];
    // oxlint-disable-next-line no-control-regex -- the marks that renderMail put around asset paths
    const body = payload.body.replace(/\u0000([^\u0000]*)\u0000/g, (_all, path: string) => relativeLink(notePath, path));
    if (body !== '') parts.push(body);
    const pictures = payload.attachments.filter((each) => each.image && each.path !== null);
    for (const picture of pictures) parts.push(`![${altText(picture.name)}](${relativeLink(notePath, picture.path ?? '')})`);
    const files = payload.attachments.filter((each) => !(each.image && each.path !== null));
    if (files.length > 0) {
      parts.push(
        files
          .map((file) => {
            const shown = plain(file.name);
            const size = showSize(file.sizeBytes);
            return file.path === null ? `- ${shown} (${size}, not kept)` : `- [${shown}](${relativeLink(notePath, file.path)}) (${size})`;
          })
          .join('\n'),
      );
    }
    return { block: message.block, text: parts.join('\n\n') };
  }

  return {
    target,
    section,
    title: (_group, messages) => plain(titleOf(firstOf(messages).payload.subject)),
    orderOf(section) {
      const stamp = parseStamp(section.text.split('\n', 3)[2] ?? '');
      return stamp === null ? null : String(stamp + 1e15).padStart(17, '0');
    },
    frontmatter(noteTarget, messages) {
      const payloads = messages.map(payloadOf);
      const dates = payloads.flatMap((payload) => (payload.dateMs === null ? [] : [payload.dateMs]));
      const thread = /^gmail:thread:(\d+)$/.exec(noteTarget.noteId)?.[1];
      return {
        id: noteTarget.noteId,
        source: thread === undefined ? 'mail' : 'gmail-takeout',
        origin: deps.origin,
        subject: firstOf(messages).payload.subject,
        participants: participantsOf(payloads, []),
        labels: labelsOf(messages, []),
        ...(dates.length > 0 ? { first: isoSeconds(Math.min(...dates)), last: isoSeconds(Math.max(...dates)) } : {}),
        messages: messages.length,
        ...(payloads.every((payload) => payload.bulk) ? { bulk: true } : {}),
        ...(thread === undefined ? {} : { url: `https://mail.google.com/mail/u/0/#all/${BigInt(thread).toString(16)}` }),
        importer: 1,
      };
    },
    mergedFrontmatter(note, added, sections): Frontmatter {
      const payloads = added.map(payloadOf);
      const dates = payloads.flatMap((payload) => (payload.dateMs === null ? [] : [payload.dateMs]));
      for (const key of ['first', 'last']) {
        const value = note.frontmatter[key];
        const ms = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
        if (!Number.isNaN(ms)) dates.push(ms);
      }
      return {
        participants: participantsOf(payloads, stringList(note.frontmatter['participants'])),
        labels: labelsOf(added, stringList(note.frontmatter['labels'])),
        ...(dates.length > 0 ? { first: isoSeconds(Math.min(...dates)), last: isoSeconds(Math.max(...dates)) } : {}),
        messages: sections.length,
        ...(note.frontmatter['bulk'] === true && payloads.some((payload) => !payload.bulk) ? { bulk: false } : {}),
      };
    },
    people(message) {
      const payload = payloadOf(message);
      const touches: PersonTouch[] = [];
      const touch = (address: Address, role: PersonTouch['role'], owner: boolean): void => {
        if (address.email.includes('@')) touches.push({ id: `mail:${address.email}`, name: address.name, atMs: payload.dateMs, role, owner });
      };
      for (const address of payload.from.slice(0, 3)) touch(address, 'wrote', payload.sent);
      for (const address of [...payload.to, ...payload.cc].slice(0, 200)) {
        touch(address, 'addressed', false);
        if (payload.sent) touch(address, 'written-by-owner', false);
      }
      return touches;
    },
    isMessage: () => true,
  };
}

function titleOf(subject: string): string {
  return subject === '' ? 'No subject' : subject;
}

function plain(text: string): string {
  return escapeInline(text.replace(/\s+/g, ' ').trim(), false).replace(/^([-+=:>])/, '\\$1');
}

function altText(name: string): string {
  return name.replace(/[\\[\]`<>*_#$%^|{}~=&!]/g, ' ').replace(/\s+/g, ' ').trim();
}

function recipients(addresses: readonly Address[]): string {
  const shown = addresses.slice(0, mostNamedRecipients).map((address) => plain(showAddress(address)));
  const more = addresses.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function participantsOf(payloads: readonly MailPayload[], before: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const shown of before) found.set(/<([^<>]*)>$/.exec(shown)?.[1] ?? shown, shown);
  const add = (address: Address): void => {
    const key = address.email === '' ? address.name : address.email;
    const old = found.get(key);
    if (key !== '' && (old === undefined || (old === key && address.name !== ''))) found.set(key, showAddress(address));
  };
  for (const payload of payloads) for (const address of payload.from) add(address);
  for (const payload of payloads) for (const address of [...payload.to, ...payload.cc]) add(address);
  return [...found.values()].slice(0, Math.max(mostParticipants, before.length));
}

function labelsOf(messages: readonly StagedMessage[], before: readonly string[]): readonly string[] {
  return [...new Set([...before, ...lastingLabels(messages.flatMap((message) => message.labels))])];
}

export function showSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
