/** Mentions of a note grouped by the note that holds them, each with the words around it. */
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { MentionGroup } from '#shared/model/search.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { useNavigation } from '../../api/navigation.ts';
import { HighlightedText } from '../../ui/highlighted-text.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

/** A mention in plain words, as it was when it was found. */
export interface MentionPlace {
  readonly path: VaultPath;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export interface MentionListProps {
  readonly label: string;
  readonly groups: readonly MentionGroup[];
  /** Whether groups begin closed. */
  readonly collapsed: boolean;
  /** Offers to turn each mention into a link. */
  readonly onLink?: ((place: MentionPlace) => void) | undefined;
}

/** Groups shown at once; the rest after a click. */
export const groupsShown = 50;

export function placesOf(groups: readonly MentionGroup[]): readonly MentionPlace[] {
  return groups.flatMap((group) =>
    group.mentions.flatMap(({ text, ranges, start, end }) => {
      const [first] = ranges;
      return first === undefined ? [] : [{ path: group.path, start, end, words: text.slice(first[0], first[1]) }];
    }),
  );
}

export function MentionList({ label, groups, collapsed, onLink }: MentionListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {groups.map((group) => (
        <Group key={group.path} group={group} collapsed={collapsed} onLink={onLink} />
      ))}
    </ul>
  );
}

function Group({ group, collapsed, onLink }: { readonly group: MentionGroup } & Pick<MentionListProps, 'collapsed' | 'onLink'>) {
  const { t } = useTranslation('backlinks');
  const navigation = useNavigation();
  const [chosen, setChosen] = useState<{ readonly when: boolean; readonly open: boolean } | null>(null);
  // Opening or closing all is a new beginning for each.
  const open = chosen !== null && chosen.when === collapsed ? chosen.open : !collapsed;
  const setOpen = (next: boolean): void => setChosen({ when: collapsed, open: next });
  return (
    <li className="min-w-0">
      <div className="flex min-w-0 items-center">
        <button
          type="button"
          aria-expanded={open}
          aria-label={t('mentionsOf', { note: group.title })}
          onClick={() => setOpen(!open)}
          className="flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover"
        >
          <ChevronRight size={13} aria-hidden className={open ? 'rotate-90' : ''} />
        </button>
        <Tooltip label={group.path} side="left">
          <button
            type="button"
            data-row
            {...previewAttributes(group.path)}
            onClick={(event) => navigation.openNote(group.path, { newTab: event.ctrlKey || event.metaKey })}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              setOpen(event.key === 'ArrowRight');
              event.preventDefault();
            }}
            className="block h-6 min-w-0 truncate rounded-sm px-1 text-ui font-medium hover:text-accent"
          >
            {group.title}
          </button>
        </Tooltip>
        <span className="ml-auto pl-2 text-small text-faint tabular-nums" aria-hidden>{group.mentions.length}</span>
      </div>
      {open ? (
        <ul className="mt-0.5 flex flex-col gap-1">
          {group.mentions.map((mention) => {
            const [place] = placesOf([{ ...group, mentions: [mention] }]);
            return (
              <li key={`${mention.line}:${mention.start}`} className="relative flex items-start gap-1">
                <button
                  type="button"
                  data-row
                  {...previewAttributes(group.path, { line: mention.line })}
                  onClick={(event) => navigation.openNote(group.path, { line: mention.line, newTab: event.ctrlKey || event.metaKey })}
                  className="min-w-0 flex-1 rounded-sm border border-border bg-surface px-2.5 py-1.5 text-left text-small leading-[18px] text-muted hover:border-border-strong hover:text-text"
                >
                  <span className="line-clamp-4 break-words">
                    {mention.text.trim() === '' ? t('line', { line: mention.line }) : <HighlightedText text={mention.text} ranges={mention.ranges} />}
                  </span>
                </button>
                {onLink === undefined || place === undefined ? null : (
                  <button
                    type="button"
                    aria-label={t('linkMention', { words: place.words, note: group.title })}
                    onClick={() => onLink(place)}
                    className="rounded-sm px-1.5 py-1 text-small font-medium text-accent hover:bg-hover"
                  >
                    {t('link')}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
    </li>
  );
}
