/** Full-text search as you type: notes in order of relevance, each with its best passages. */
import { CircleHelp, Replace, Search, X } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchTarget } from '#shared/model/bookmark.ts';
import { searchOrders, type SearchOrder } from '#shared/model/search.ts';
import { useCommandKeys, useCommands } from '../../api/commands.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { Switch } from '../../ui/switch.tsx';
import { KeepSearch } from './keep-search.tsx';
import { QueryProblems } from './query-problems.tsx';
import { rowsOf, type ResultRow } from './result-rows.ts';
import { OperatorList, SearchHelp } from './search-help.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { SearchResults } from './search-results.tsx';

const firstLimit = 50;
const longestLimit = 500;
/** What is half typed is often wrong: it is told only to who has stopped. */
const pauseMs = 800;

export function SearchView({ params, active }: ViewProps) {
  const { t, i18n } = useTranslation('search');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const asked = typeof params['text'] === 'string' ? params['text'] : '';
  const [text, setText] = useState(asked);
  const [limit, setLimit] = useState(firstLimit);
  const [chosen, setChosen] = useState(0);
  const sources = params['sources'] !== false;
  const sort = searchOrders.find((order) => order === params['sort']) ?? 'relevance';
  const query = useDeferredValue(text.trim());
  const answer = useCall('search.query', { text: query, limit, sources, sort }, { enabled: query !== '', keepPrevious: query !== '' });
  const hits = query === '' ? undefined : answer.data?.hits;
  const rows = useMemo(() => rowsOf(hits ?? []), [hits]);
  const refactor = useRefactor();
  const keysOf = useCommandKeys();
  const replace = (): void => refactor.ask({ kind: 'replace', query: text.trim() });
  useCommands(active, ['search.replace'], replace);
  const number = new Intl.NumberFormat(i18n.language);

  // Another wish from outside (a command with the selected words) replaces what was typed.
  const [lastAsked, setLastAsked] = useState(asked);
  if (asked !== lastAsked) {
    setLastAsked(asked);
    setText(asked);
  }
  const [paused, setPaused] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(query), pauseMs);
    return () => clearTimeout(timer);
  }, [query]);
  const [lastQuery, setLastQuery] = useState(query);
  if (query !== lastQuery) {
    setLastQuery(query);
    setChosen(0);
    setLimit(firstLimit);
  }
  const focusWish = params['focus'];
  useEffect(() => {
    if (!active) return;
    input.current?.focus();
    input.current?.select();
  }, [active, focusWish]);

  const run = (saved: SearchTarget): void => {
    setText(saved.query);
    navigation.replaceParams({ text: saved.query, sort: saved.sort ?? 'relevance' });
    input.current?.focus();
  };
  const open = (row: ResultRow, newTab: boolean): void => {
    // Remembered, so that going back finds the same answers.
    navigation.replaceParams({ text: query });
    navigation.openNote(row.hit.path, { newTab, ...(row.passage === null ? {} : { line: row.passage.line }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = rows.length - 1;
    const target = { ArrowDown: Math.min(last, chosen + 1), ArrowUp: Math.max(0, chosen - 1) }[event.key];
    if (target !== undefined && rows.length > 0) setChosen(target);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      const row = rows[chosen];
      if (row !== undefined) open(row, event.ctrlKey || event.metaKey);
    } else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{t('label')}</h1>
      <div className="shrink-0 border-b border-border">
        <div className="mx-auto w-full max-w-200 px-8 pt-6 pb-3">
          <div className="relative flex items-center">
            <Search size={17} aria-hidden className="pointer-events-none absolute left-3 text-faint" />
            <input
              ref={input}
              type="text"
              role="combobox"
              aria-label={t('label')}
              aria-expanded={rows.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              {...(rows.length > 0 ? { 'aria-activedescendant': `${listId}-${chosen}` } : {})}
              value={text}
              spellCheck={false}
              placeholder={t('placeholder')}
              onChange={(event) => setText(event.currentTarget.value)}
              onBlur={() => navigation.replaceParams({ text: text.trim() })}
              onKeyDown={onKeyDown}
              className="h-11 w-full rounded-lg border border-control bg-raised pr-10 pl-10 text-large outline-none focus:border-accent focus:ring-1 focus:ring-accent"
            />
            {text === '' ? null : (
              <span className="absolute right-2">
                <IconButton
                  label={t('clear')}
                  onClick={() => {
                    setText('');
                    input.current?.focus();
                  }}
                >
                  <X size={15} aria-hidden />
                </IconButton>
              </span>
            )}
          </div>
          <div className="mt-2 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-small text-muted">
            <span role="status" className="min-w-44 flex-1 truncate">
              {hits === undefined || answer.data === undefined || answer.isPlaceholderData
                ? ''
                : t(answer.data.incomplete ? 'foundSoFar' : 'found', { count: answer.data.total, formatted: number.format(answer.data.total), ms: number.format(Math.max(1, Math.round(answer.data.tookMs))) })}
              {(answer.data?.corrections ?? []).length > 0 && hits !== undefined
                ? ` · ${t('corrected', { words: (answer.data?.corrections ?? []).map(([from, to]) => `${from} → ${to}`).join(', ') })}`
                : ''}
            </span>
            <span className="flex items-center gap-1">
              {query === '' ? null : <KeepSearch target={{ kind: 'search', query, ...(sort === 'relevance' ? {} : { sort }) }} />}
              <IconButton size="small" label={t(query === '' ? 'replaceAll' : 'replace')} keys={keysOf('search.replace')} onClick={replace}>
                <Replace size={14} aria-hidden />
              </IconButton>
              <Popover
                title={t('helpTitle')}
                trigger={
                  <IconButton size="small" label={t('help')}>
                    <CircleHelp size={14} aria-hidden />
                  </IconButton>
                }
              >
                <div className="max-h-[60vh] w-96 max-w-[80vw] overflow-y-auto" tabIndex={0} role="group" aria-label={t('help')}>
                  <OperatorList />
                </div>
              </Popover>
            </span>
            <Select<SearchOrder>
              label={t('sort')}
              value={sort}
              options={searchOrders.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
              onValueChange={(chosen) => navigation.replaceParams({ sort: chosen, text: text.trim() })}
              compact
            />
            <span className="flex items-center gap-2">
              {t('sources')}
              <Switch label={t('sources')} checked={sources} onCheckedChange={(checked) => navigation.replaceParams({ sources: checked, text: text.trim() })} />
            </span>
          </div>
          {query === '' || query !== paused || answer.data === undefined || answer.isPlaceholderData ? null : <QueryProblems query={query} problems={answer.data.problems} incomplete={answer.data.incomplete} />}
        </div>
      </div>
      {/* The help has nothing in it that could have the focus: it is scrolled by its own. */}
      <div className="min-h-0 flex-1 overflow-y-auto" {...(query === '' ? { tabIndex: 0, role: 'region', 'aria-label': t('help') } : {})}>
        <div className="mx-auto w-full max-w-200 px-8 py-4">
          {query === '' ? <SavedSearches onRun={run} /> : null}
          {query === '' ? <SearchHelp /> : null}
          {answer.error !== null && query !== '' ? (
            <ErrorState compact title={t('failed')} text={failureText(answer.error)} actions={<Button onClick={() => void answer.refetch()}>{t('retry')}</Button>} />
          ) : null}
          {query !== '' && answer.isPending && answer.error === null ? <Skeleton label={t('loading')} lines={8} /> : null}
          {hits !== undefined && hits.length === 0 && !answer.isPlaceholderData ? (
            <EmptyState compact icon={<Search size={24} strokeWidth={1.5} aria-hidden />} title={t('noneTitle', { text: query })} text={t('noneText')} />
          ) : null}
          <SearchResults id={listId} label={t('results')} rows={rows} chosen={chosen} onOpen={open} />
          {answer.data !== undefined && hits !== undefined && answer.data.total > hits.length && limit < longestLimit ? (
            <div className="pt-4 text-center">
              <Button onClick={() => setLimit(Math.min(longestLimit, limit * 3))}>{t('more')}</Button>
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}
