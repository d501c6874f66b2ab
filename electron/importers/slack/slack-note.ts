/** How a day of a channel becomes a note: threads on their first message's day, replies under it. */
import { escapeInline } from '../escape.ts';
import { relativeLink, safeName } from '../file-name.ts';
import type { ImportState, PersonTouch, StagedMessage } from '../import-state.ts';
import { isoSeconds, type Section, stringList } from '../note-file.ts';
import type { GroupRenderer } from '../write-groups.ts';
import { parseStamp, type ZoneClock } from '../zone-time.ts';
import { type SlackPayload, slackPayloadSchema, tsToMs } from './slack-message.ts';

export interface SlackNoteDeps {
  readonly state: ImportState;
  readonly clock: ZoneClock;
  readonly timeZone: string;
  readonly origin: Readonly<Record<string, string>>;
  readonly workspace: string;
  /** `raw/slack/<workspace>`. */
  readonly folder: string;
}

const mostParticipants = 100;

/** Groups are note ids: `slack:<team>:<channel>:<day>`. */
export function createSlackRenderer(deps: SlackNoteDeps): GroupRenderer {
  const { clock } = deps;
  const payloads = new WeakMap<StagedMessage, SlackPayload>();
  const payloadOf = (message: StagedMessage): SlackPayload => {
    const parsed = payloads.get(message) ?? slackPayloadSchema.parse(JSON.parse(message.payload));
    payloads.set(message, parsed);
    return parsed;
  };
  const byBlock = new WeakMap<readonly StagedMessage[], ReadonlyMap<string, StagedMessage>>();
  const findBlock = (messages: readonly StagedMessage[], block: string): StagedMessage | undefined => {
    const found = byBlock.get(messages) ?? new Map(messages.map((message) => [message.block, message]));
    byBlock.set(messages, found);
    return found.get(block);
  };
  const dayOf = (group: string): string => group.slice(group.lastIndexOf(':') + 1);
  const firstPayload = (messages: readonly StagedMessage[]): SlackPayload => {
    const first = messages[0];
    if (first === undefined) throw new Error('a group without messages');
    return payloadOf(first);
  };

  function section(message: StagedMessage, notePath: string): Section {
    const payload = payloadOf(message);
    const stamp = clock.stamp(tsToMs(payload.ts));
    if (payload.kind === 'pointer') {
      const target = notePath.replace(/[^/]+$/, `${payload.parentDay}.md`);
      const href = `${relativeLink(notePath, target)}#^m-${(payload.parentTs ?? '').replace('.', '-')}`;
      return { block: message.block, text: `## Thread of ${payload.parentDay}\n\n${stamp} · [goes on there](${href}) ^${message.block}` };
    }
    const heading = `${payload.parentTs === null ? '##' : '###'} ${plain(payload.author)}`;
    // oxlint-disable-next-line no-control-regex -- the marks that renderMessage put around asset paths
    const body = payload.body.replace(/\u0000([^\u0000]*)\u0000/g, (_all, path: string) => relativeLink(notePath, path));
    if (payload.event) {
      const line = body.replace(/\s*\n\s*/g, ' ');
      return { block: message.block, text: `${heading}\n\n${[stamp, ...payload.meta, line].filter((part) => part !== '').join(' · ')} ^${message.block}` };
    }
    const head = `${heading}\n\n${[stamp, ...payload.meta].join(' · ')} ^${message.block}`;
    return { block: message.block, text: body === '' ? head : `${head}\n\n${body}` };
  }

  function spans(messages: readonly StagedMessage[]): { first: number; last: number } | null {
    const times = messages.map(payloadOf).filter((payload) => payload.kind === 'message').map((payload) => tsToMs(payload.ts));
    return times.length === 0 ? null : { first: Math.min(...times), last: Math.max(...times) };
  }

  function participants(messages: readonly StagedMessage[], before: readonly string[]): readonly string[] {
    const authors = messages.map(payloadOf).filter((payload) => payload.kind === 'message').map((payload) => payload.author);
    return [...new Set([...before, ...authors])].slice(0, Math.max(mostParticipants, before.length));
  }

  return {
    section,
    target(group, messages) {
      const { channel, channelId } = firstPayload(messages);
      const folder = channelFolder(deps, channel, channelId);
      return {
        noteId: group,
        knownPath: deps.state.notePath(group),
        newPath: (attempt) => `${folder}/${dayOf(group)}${attempt === 0 ? '' : ` ${attempt + 1}`}.md`,
      };
    },
    title: (group, messages) => `${plain(`#${firstPayload(messages).channel}`)} ${dayOf(group)}`,
    orderOf(current, messages, inherited) {
      if (current.block.startsWith('p-')) return String((parseStamp(current.text.split('\n', 3)[2] ?? '') ?? 0) / 1000);
      const ts = current.block.slice(2).replace('-', '.');
      const staged = findBlock(messages, current.block);
      const parent = staged === undefined ? null : payloadOf(staged);
      if (parent !== null && parent.parentTs !== null) return `${parent.parentTs}/${ts}`;
      if (staged === undefined && current.text.startsWith('### ')) return `${inherited.split('/')[0] ?? ''}/${ts}`;
      return ts;
    },
    frontmatter(target, messages) {
      const { team, channelId, channel } = firstPayload(messages);
      const span = spans(messages);
      const real = /^[A-Z0-9]+$/.test(team) && /^[A-Z0-9]+$/.test(channelId);
      return {
        id: target.noteId,
        source: 'slack-export',
        origin: deps.origin,
        workspace: deps.workspace,
        channel,
        date: dayOf(target.noteId),
        zone: deps.timeZone,
        participants: participants(messages, []),
        ...(span === null ? {} : { first: isoSeconds(span.first), last: isoSeconds(span.last) }),
        messages: messages.filter((message) => message.block.startsWith('m-')).length,
        ...(real ? { url: `https://app.slack.com/client/${team}/${channelId}` } : {}),
        importer: 1,
      };
    },
    mergedFrontmatter(note, added, sections) {
      const span = spans(added);
      const times = span === null ? [] : [span.first, span.last];
      for (const key of ['first', 'last']) {
        const value = note.frontmatter[key];
        const ms = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
        if (!Number.isNaN(ms)) times.push(ms);
      }
      return {
        participants: participants(added, stringList(note.frontmatter['participants'])),
        ...(times.length === 0 ? {} : { first: isoSeconds(Math.min(...times)), last: isoSeconds(Math.max(...times)) }),
        messages: sections.filter((each) => each.block.startsWith('m-')).length,
      };
    },
    people(message) {
      const payload = payloadOf(message);
      if (payload.userId === null) return [];
      const touch: PersonTouch = { id: `slack:${payload.team}:${payload.userId}`, name: payload.author, atMs: tsToMs(payload.ts), role: 'wrote', owner: false };
      return [touch];
    },
    isMessage: (message) => message.block.startsWith('m-'),
  };
}

/** One folder a channel; a second channel of the same name (renamed, archived) has its id beside it. */
function channelFolder(deps: SlackNoteDeps, channel: string, channelId: string): string {
  const folder = `${deps.folder}/${safeName(channel, 80, 'channel')}`;
  const owner = deps.state.noteAt(folder);
  return owner === null || owner === `slack:channel:${channelId}` ? folder : `${folder} ${safeName(channelId, 30, 'channel')}`;
}

function plain(text: string): string {
  return escapeInline(text.replace(/\s+/g, ' ').trim(), false);
}
