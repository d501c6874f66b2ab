/** Where a link's address is typed: opened by Ctrl/Cmd+K over the selection. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/text-field.tsx';
import { applyLink, linkAtSelection } from './rich/link-editing.ts';
import type { RichEditor } from './rich/rich-editor.ts';

export function LinkBar({ rich, onClose }: { readonly rich: RichEditor; readonly onClose: () => void }) {
  const { t } = useTranslation('editor');
  const { view } = rich.editor;
  const [before] = useState(() => linkAtSelection(view.state));
  const [href, setHref] = useState(before);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.select();
  }, []);
  const [place] = useState(() => {
    const { left, bottom } = view.coordsAtPos(view.state.selection.from);
    return { left: Math.max(8, Math.min(left, window.innerWidth - 400)), top: Math.min(bottom + 6, window.innerHeight - 60) };
  });

  const close = (): void => {
    onClose();
    view.focus();
  };
  const apply = (address: string): void => {
    applyLink(view, address.trim());
    close();
  };
  return (
    <div
      style={place}
      className="fixed z-50 w-96 max-w-[calc(100vw-16px)] rounded-md border border-border bg-raised p-2 shadow-float"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      <form
        aria-label={t('linkBar.title')}
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          apply(href);
        }}
      >
        <input
          ref={input}
          autoFocus
          type="text"
          spellCheck={false}
          aria-label={t('linkBar.address')}
          placeholder={t('linkBar.placeholder')}
          value={href}
          onChange={(event) => setHref(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
          className={inputClass}
        />
        <Button type="submit" variant="primary">
          {t('linkBar.apply')}
        </Button>
        {before === '' ? null : <Button onClick={() => apply('')}>{t('linkBar.remove')}</Button>}
      </form>
    </div>
  );
}
