/**
 * Offers to update the links to a heading that was typed over, once the note is saved and left alone
 * for a moment. Nothing is changed unless the person asks; a command does the same later.
 */
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { scanNote } from '#shared/markdown/outline.ts';
import { useCommands } from '../../api/commands.ts';
import { useCore } from '../../api/core.ts';
import { useRefactor } from '../../api/refactor.ts';
import { useWindowMemory } from '../../api/window-memory.ts';
import { useToast } from '../../ui/toast.tsx';
import { changedHeadings, followHeadingChanges, knownHeadings, type KnownHeading } from './heading-changes.ts';
import type { NoteSession } from './session/session-contract.ts';
import type { SessionState } from './session/session-state.ts';

const idleMs = 1500;
/** Reading longer notes after each pause would be felt. */
const longestRead = 2 * 1024 * 1024;

interface Watched {
  /** The text that `known` was read from; where it is null, the first one. */
  text: string;
  known: readonly KnownHeading[] | null;
  readonly offered: Set<string>;
}

export function useHeadingOffers(active: boolean, session: NoteSession, state: SessionState): void {
  const { t } = useTranslation('editor');
  const core = useCore();
  const refactor = useRefactor();
  const toast = useToast();
  const watches = useWindowMemory().of('editor.headingChanges', () => new WeakMap<NoteSession, Watched>());

  useEffect(() => {
    if (!watches.has(session)) watches.set(session, { text: session.lastText(), known: null, offered: new Set() });
  }, [session, watches]);

  /** The headings that links still call by other words, with how many do. */
  const look = async (): Promise<readonly { readonly heading: KnownHeading; readonly links: number }[]> => {
    const watched = watches.get(session);
    const text = session.lastText();
    if (watched === undefined || text.length > longestRead) return [];
    const known = watched.known ?? knownHeadings(headingsOf(watched.text));
    watched.known = text === watched.text ? known : followHeadingChanges(known, headingsOf(text));
    watched.text = text;
    const found: { heading: KnownHeading; links: number }[] = [];
    for (const heading of changedHeadings(watched.known)) {
      const request = requestFor(session, heading);
      const plan = request === null ? null : await core.call('refactor.plan', { request });
      const links = plan?.ok === true ? plan.value.changeCount : 0;
      if (links > 0) found.push({ heading, links });
      // Nobody calls it by the old words any more.
      else if (plan?.ok === true) watched.known = watched.known.map((each) => (each === heading ? { ...each, linkedAs: each.text } : each));
    }
    return found;
  };

  const update = async (heading: KnownHeading): Promise<void> => {
    const request = requestFor(session, heading);
    if (request !== null) await refactor.run(request, { review: 'always' });
  };

  const offer = useEffectEvent(async () => {
    for (const { heading, links } of await look()) {
      const key = `${heading.linkedAs}\n${heading.text}`;
      if (watches.get(session)?.offered.has(key) !== false) continue;
      watches.get(session)?.offered.add(key);
      toast({
        title: t('headingChanged.title', { was: heading.linkedAs, count: links }),
        offer: true,
        action: { label: t('headingChanged.update', { count: links }), run: () => void update(heading) },
      });
    }
  });
  const isResting = active && state.saving === 'saved' && state.phase === 'open' && state.readOnly === null;
  useEffect(() => {
    if (!isResting) return undefined;
    const timer = setTimeout(() => void offer(), idleMs);
    return () => clearTimeout(timer);
  }, [isResting, session]);

  const updateFirst = async (): Promise<void> => {
    await session.flush();
    const [first] = await look();
    if (first === undefined) toast({ title: t('headingChanged.none') });
    else await update(first.heading);
  };
  useCommands(active && state.readOnly === null, ['editor.updateHeadingLinks'], () => void updateFirst());
}

function headingsOf(text: string): readonly string[] {
  return scanNote(text).headings.map((heading) => heading.text);
}

function requestFor(session: NoteSession, { text, linkedAs }: KnownHeading) {
  const heading = scanNote(session.lastText()).headings.find((each) => each.text === text);
  return heading === undefined ? null : ({ kind: 'heading', path: session.state().path, line: heading.line, to: text, was: linkedAs } as const);
}
