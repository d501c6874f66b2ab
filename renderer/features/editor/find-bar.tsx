/** Find and replace in the note, in the editor's own mode; source mode has CodeMirror's panel. */
import { CaseSensitive, ChevronDown, ChevronRight, ChevronUp, Regex, WholeWord, X } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { inputClass } from '../../ui/text-field.tsx';
import { maximumMatches, type FindQuery } from './find/match-text.ts';
import { endFind, find, findNext, replaceAll, replaceCurrent, type FindCount } from './rich/find.ts';
import type { RichEditor } from './rich/rich-editor.ts';

export interface FindBarProps {
  readonly rich: RichEditor;
  /** Opened by the command for replacing. */
  readonly replacing: boolean;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** After a change of the note, not with every letter of it. */
const refindDelayMs = 200;

export function FindBar({ rich, replacing, readOnly, onClose }: FindBarProps) {
  const { t } = useTranslation('editor');
  const { editor } = rich;
  const { view } = editor;
  const [query, setQuery] = useState<FindQuery>(() => ({ text: selectedLine(rich), matchCase: false, wholeWord: false, regex: false }));
  const [count, setCount] = useState<FindCount>({ total: 0, current: 0, problem: null });
  const [open, setOpen] = useState(replacing);
  const [replacement, setReplacement] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    input.current?.select();
  }, []);

  const search = useEffectEvent((signal: AbortSignal, quiet: boolean) => {
    find(view, query, { signal, quiet }).then(
      (found) => (signal.aborted ? undefined : setCount(found)),
      // Another search took its place.
      () => undefined,
    );
  });
  useEffect(() => {
    const ended = new AbortController();
    search(ended.signal, false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => search(ended.signal, true), refindDelayMs);
    };
    editor.on('update', again);
    return () => {
      ended.abort();
      clearTimeout(timer);
      editor.off('update', again);
    };
  }, [editor, query]);

  const close = (): void => {
    endFind(view);
    onClose();
  };
  const change = (part: Partial<FindQuery>): void => setQuery({ ...query, ...part });
  const onEscape = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  useEffect(() => {
    const element = bar.current;
    const listen = (event: globalThis.KeyboardEvent): void => onEscape(event);
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.target === input.current) setCount(findNext(view, event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said =
    query.text === ''
      ? ''
      : count.problem === 'bad-pattern'
        ? t('find.badPattern')
        : count.problem === 'too-slow'
          ? t('find.tooSlow')
          : count.total === 0
            ? t('find.none')
            : t(count.total >= maximumMatches ? 'find.many' : 'find.count', { current: count.current, total: count.total });
  return (
    <div ref={bar} role="search" className="flex flex-col gap-1 border-b border-border bg-surface px-4 py-1.5">
      <div className="flex items-center gap-1">
        {readOnly ? null : (
          <IconButton label={t('find.showReplace')} size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
          </IconButton>
        )}
        <input
          ref={input}
          // Asked for by a key: the person is about to type here.
          autoFocus
          type="text"
          spellCheck={false}
          aria-label={t('find.label')}
          placeholder={t('find.label')}
          value={query.text}
          onChange={(event) => change({ text: event.target.value })}
          onKeyDown={onKeyDown}
          className={`${inputClass} max-w-72`}
        />
        <IconButton label={t('find.matchCase')} size="small" pressed={query.matchCase} onClick={() => change({ matchCase: !query.matchCase })}>
          <CaseSensitive size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('find.wholeWord')} size="small" pressed={query.wholeWord} onClick={() => change({ wholeWord: !query.wholeWord })}>
          <WholeWord size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('find.regex')} size="small" pressed={query.regex} onClick={() => change({ regex: !query.regex })}>
          <Regex size={16} aria-hidden />
        </IconButton>
        <span role="status" className="min-w-20 px-2 text-small text-muted tabular-nums">
          {said}
        </span>
        <IconButton label={t('find.previous')} keys="Shift+Enter" size="small" onClick={() => setCount(findNext(view, -1))}>
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('find.next')} keys="Enter" size="small" onClick={() => setCount(findNext(view, 1))}>
          <ChevronDown size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('find.close')} keys="Escape" size="small" className="ml-auto" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {open && !readOnly ? (
        <form
          className="flex items-center gap-1 pl-7"
          onSubmit={(event) => {
            event.preventDefault();
            setCount(replaceCurrent(view, replacement));
          }}
        >
          <input
            type="text"
            spellCheck={false}
            aria-label={t('find.replace')}
            placeholder={t('find.replace')}
            value={replacement}
            onChange={(event) => setReplacement(event.target.value)}
            className={`${inputClass} max-w-72`}
          />
          <Button type="submit" disabled={count.total === 0}>
            {t('find.replaceOne')}
          </Button>
          <Button
            disabled={count.total === 0}
            onClick={() => {
              replaceAll(view, replacement);
              setCount({ total: 0, current: 0, problem: null });
              // The button has nothing more to do, and a disabled one loses the focus.
              input.current?.focus();
            }}
          >
            {t('find.replaceAll')}
          </Button>
        </form>
      ) : null}
    </div>
  );
}

/** What is selected within a line is most likely what is looked for. */
function selectedLine({ editor }: RichEditor): string {
  const { $from, $to, from, to } = editor.state.selection;
  const text = $from.sameParent($to) ? editor.state.doc.textBetween(from, to, '\n', '\ufffc') : '';
  return text.length > 200 || /[\n\ufffc]/u.test(text) ? '' : text;
}
