/** Opening a note by a few letters of its title, alias or heading; or making it. */
import { Command } from 'cmdk';
import { FilePlus2, FileText } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { QuickHit } from '#shared/model/search.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { callOrThrow, useCall } from '../../api/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { HighlightedText } from '../../ui/highlighted-text.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useToast } from '../../ui/toast.tsx';
import { splitTitle } from './split-title.ts';

export interface SwitcherProps {
  readonly open: boolean;
  /** Opens beside the shown tab without being asked by a key. */
  readonly newTab: boolean;
  /** The note in the shown tab, from which closeness is judged. */
  readonly from: VaultPath | null;
  /** Notes in the order in which they were last shown, the latest first: these come first while nothing is typed. */
  readonly recent: readonly VaultPath[];
  readonly onOpenChange: (open: boolean) => void;
}

const mostShown = 30;
const createValue = 'verso:create';

export function Switcher({ open, onOpenChange, ...rest }: SwitcherProps) {
  const { t } = useTranslation('switcher');
  return (
    <Dialog bare open={open} onOpenChange={onOpenChange} title={t('title')}>
      <SwitcherContent {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface SwitcherContentProps extends Pick<SwitcherProps, 'newTab' | 'from' | 'recent'> {
  readonly onDone: () => void;
}

function SwitcherContent({ newTab, from, recent, onDone }: SwitcherContentProps) {
  const { t } = useTranslation('switcher');
  const core = useCore();
  const navigation = useNavigation();
  const toast = useToast();
  const failureText = useFailureText();
  const [text, setText] = useState('');
  const [choice, setChoice] = useState({ text: '', value: '' });
  const answer = useCall('search.quick', { text, limit: 30, ...(from === null ? {} : { from }) }, { keepPrevious: true });
  const found = (answer.data?.hits ?? []).filter((hit) => text !== '' || hit.path !== from);
  const hits = text === '' ? latestFirst(found, recent.filter((path) => path !== from)) : found;
  /** No answer to these words yet: neither what is shown nor that nothing is says anything about them. */
  const isUnanswered = answer.isPlaceholderData || answer.isPending;
  const title = text.trim();
  const known = hits.some((hit) => hit.title.toLocaleLowerCase() === title.toLocaleLowerCase());
  const canCreate = title !== '' && !known && !isUnanswered;

  const values = [...hits.map(valueOf), ...(canCreate ? [createValue] : [])];
  // Other text, or an answer without the chosen note: the best one is chosen again.
  const chosen = choice.text === text && values.includes(choice.value) ? choice.value : (values[0] ?? '');

  const openHit = (hit: QuickHit, inNewTab: boolean): void => {
    onDone();
    navigation.openNote(hit.path, {
      focus: true,
      newTab: inNewTab || newTab,
      ...(hit.match.kind === 'heading' ? { fragment: hit.match.text } : {}),
    });
  };
  const create = (inNewTab: boolean): Promise<void> => {
    onDone();
    return navigation.awaitNote(() =>
      callOrThrow(core, 'note.create', splitTitle(title)).then(
        (note) => navigation.openNote(note.path, { focus: true, newTab: inNewTab || newTab }),
        (error: unknown) => toast({ title: t('createFailed'), text: failureText(error), problem: true }),
      ),
    );
  };
  /** Enter was faster than the answer: what is shown belongs to other words. */
  const openBest = (inNewTab: boolean): void => {
    void navigation.awaitNote(async () => {
      const outcome = await core.call('search.quick', { text, limit: 1 });
      const best = outcome.ok ? outcome.value.hits[0] : undefined;
      if (best === undefined) await create(inNewTab);
      else openHit(best, inNewTab);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const inNewTab = event.ctrlKey || event.metaKey;
    const hit = hits.find((candidate) => valueOf(candidate) === chosen);
    if (event.shiftKey && title !== '') void create(inNewTab);
    else if (isUnanswered) openBest(inNewTab);
    else if (hit !== undefined) openHit(hit, inNewTab);
    else if (canCreate) void create(inNewTab);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Command
      label={t('title')}
      shouldFilter={false}
      loop
      value={chosen}
      onValueChange={(value) => setChoice({ text, value })}
      onKeyDownCapture={onKeyDown}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={t('placeholder')}
        className="h-12 w-full shrink-0 border-b border-border bg-transparent px-4 text-large outline-none"
      />
      <Command.List label={t('results')} className="min-h-0 flex-1 scroll-py-1 overflow-y-auto p-1">
        {answer.isPending || answer.isPlaceholderData || hits.length > 0 || canCreate ? null : (
          <p className="px-3 py-6 text-center text-muted">{t('empty')}</p>
        )}
        {text === '' && hits.length > 0 ? <p className="px-3 pt-1.5 pb-1 text-small text-muted">{t('recent')}</p> : null}
        {hits.map((hit) => (
          <Command.Item
            key={valueOf(hit)}
            value={valueOf(hit)}
            onSelect={() => openHit(hit, false)}
            className="flex min-h-9 items-center gap-3 rounded-sm px-3 py-1 text-ui select-none data-[selected=true]:bg-hover"
          >
            <FileText size={15} aria-hidden className="shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">
              {hit.match.kind === 'title' ? <HighlightedText text={hit.title} ranges={hit.match.ranges} /> : hit.title}
              {hit.match.kind === 'title' ? null : (
                <span className="text-muted">
                  {' '}
                  {hit.match.kind === 'heading' ? '# ' : t('alias')}
                  <HighlightedText text={hit.match.text} ranges={hit.match.ranges} />
                </span>
              )}
            </span>
            <span className="max-w-[40%] truncate text-small text-faint">{hit.folder}</span>
          </Command.Item>
        ))}
        {canCreate ? (
          <Command.Item
            value={createValue}
            onSelect={() => void create(false)}
            className="flex min-h-9 items-center gap-3 rounded-sm px-3 py-1 text-ui select-none data-[selected=true]:bg-hover"
          >
            <FilePlus2 size={15} aria-hidden className="shrink-0 text-accent" />
            <span className="min-w-0 flex-1 truncate">{t('create', { title })}</span>
            <Kbd keys="Shift+Enter" />
          </Command.Item>
        ) : null}
      </Command.List>
      <div className="flex h-9 shrink-0 items-center gap-4 border-t border-border px-4 text-small text-muted">
        <span className="flex items-center gap-1.5">
          <Kbd keys="Enter" /> {t('hintOpen')}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="Mod+Enter" /> {t('hintTab')}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="Shift+Enter" /> {t('hintCreate')}
        </span>
      </div>
    </Command>
  );
}

function valueOf(hit: QuickHit): string {
  return `${hit.path}#${hit.match.kind}:${hit.match.text}`;
}

/** What was shown lately, then what was changed lately. */
function latestFirst(hits: readonly QuickHit[], recent: readonly VaultPath[]): readonly QuickHit[] {
  const shown = recent.map((path): QuickHit => {
    const title = noteNameOf(path);
    return hits.find((hit) => hit.path === path) ?? { path, title, folder: folderOf(path), linkText: title, match: { kind: 'title', text: title, ranges: [] } };
  });
  return [...shown, ...hits.filter((hit) => !recent.includes(hit.path))].slice(0, mostShown);
}
