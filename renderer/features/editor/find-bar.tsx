/** Find in the note, in the editor's own mode; source mode has CodeMirror's panel. */
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { inputClass } from '../../ui/text-field.tsx';
import { endFind, find, findNext, type FindCount } from './rich/find.ts';
import type { RichEditor } from './rich/rich-editor.ts';

export function FindBar({ rich, onClose }: { readonly rich: RichEditor; readonly onClose: () => void }) {
  const { t } = useTranslation('editor');
  const [query, setQuery] = useState('');
  const [count, setCount] = useState<FindCount>({ total: 0, current: 0 });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.select();
  }, []);

  const { view } = rich.editor;
  const close = (): void => {
    endFind(view);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') setCount(findNext(view, event.shiftKey ? -1 : 1));
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="search" className="flex items-center gap-1 border-b border-border bg-surface px-4 py-1.5">
      <input
        ref={input}
        // Asked for by a key: the person is about to type here.
        autoFocus
        type="text"
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setCount(find(view, event.target.value));
        }}
        onKeyDown={onKeyDown}
        className={`${inputClass} max-w-72`}
      />
      <span role="status" className="min-w-20 px-2 text-small text-muted tabular-nums">
        {query === '' ? '' : count.total === 0 ? t('find.none') : t('find.count', { current: count.current, total: count.total })}
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
  );
}
