/** Mentions of a note grouped by the note that holds them, each with the words around it. */
import { useTranslation } from 'react-i18next';
import type { MentionGroup } from '#shared/model/search.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { useNavigation } from '../../api/navigation.ts';
import { HighlightedText } from '../../ui/highlighted-text.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { MentionPlace } from './use-link-mention.ts';

export interface MentionListProps {
  readonly label: string;
  readonly groups: readonly MentionGroup[];
  /** Offers to turn each mention into a link. */
  readonly onLink?: ((place: MentionPlace) => void) | undefined;
  readonly linkDisabled?: boolean;
}

/** Groups shown at once; the rest after a click. */
export const groupsShown = 50;

export function MentionList({ label, groups, onLink, linkDisabled = false }: MentionListProps) {
  const { t } = useTranslation('backlinks');
  const navigation = useNavigation();
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {groups.map((group) => (
        <li key={group.path} className="min-w-0">
          <Tooltip label={group.path} side="left">
            <button
              type="button"
              {...previewAttributes(group.path)}
              onClick={(event) => navigation.openNote(group.path, { newTab: event.ctrlKey || event.metaKey })}
              className="block h-6 max-w-full truncate rounded-sm px-1 text-ui font-medium hover:text-accent"
            >
              {group.title}
            </button>
          </Tooltip>
          <ul className="mt-0.5 flex flex-col gap-1">
            {group.mentions.map((mention) => {
              const [first] = mention.ranges;
              const words = first === undefined ? null : mention.text.slice(first[0], first[1]);
              return (
                <li key={`${mention.line}:${mention.start}`} className="group/mention relative flex items-start gap-1">
                  <button
                    type="button"
                    {...previewAttributes(group.path, { line: mention.line })}
                    onClick={(event) =>
                      navigation.openNote(group.path, { line: mention.line, newTab: event.ctrlKey || event.metaKey })
                    }
                    className="min-w-0 flex-1 rounded-sm border border-border bg-surface px-2.5 py-1.5 text-left text-small leading-[18px] text-muted hover:border-border-strong hover:text-text"
                  >
                    <span className="line-clamp-4 break-words">
                      {mention.text.trim() === '' ? (
                        t('line', { line: mention.line })
                      ) : (
                        <HighlightedText text={mention.text} ranges={mention.ranges} />
                      )}
                    </span>
                  </button>
                  {onLink === undefined || words === null ? null : (
                    <button
                      type="button"
                      disabled={linkDisabled}
                      aria-label={t('linkMention', { words, note: group.title })}
                      onClick={() => onLink({ path: group.path, start: mention.start, end: mention.end, words })}
                      className="rounded-sm px-1.5 py-1 text-small font-medium text-accent hover:bg-hover disabled:opacity-50"
                    >
                      {t('link')}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}
