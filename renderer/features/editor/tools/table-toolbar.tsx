/** What can be done to the table with the caret: a row of buttons above it, reached with Alt+F10. */
import type { ViewCommandId } from '#shared/model/command.ts';
import { useEditorState } from '@tiptap/react';
import {
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  Ellipsis,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../api/commands.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../../ui/menu.tsx';
import type { RichEditor } from '../rich/rich-editor.ts';
import { tablePosition } from '../rich/table-grid.ts';

const buttons: readonly (readonly [ViewCommandId, LucideIcon])[] = [
  ['table.rowAbove', BetweenHorizontalStart],
  ['table.rowBelow', BetweenHorizontalEnd],
  ['table.columnBefore', BetweenVerticalStart],
  ['table.columnAfter', BetweenVerticalEnd],
  ['table.alignLeft', TextAlignStart],
  ['table.alignCenter', TextAlignCenter],
  ['table.alignRight', TextAlignEnd],
];
const inMenu: readonly (ViewCommandId | '')[] = [
  'table.rowUp',
  'table.rowDown',
  'table.columnLeft',
  'table.columnRight',
  '',
  'table.selectRow',
  'table.selectColumn',
  'table.selectAll',
  '',
  'table.deleteRow',
  'table.deleteColumn',
  'table.delete',
];

export function TableToolbar({ rich }: { readonly rich: RichEditor }) {
  const { t } = useTranslation('editor');
  const { editor } = rich;
  const { view } = editor;
  const keysOf = useCommandKeys();
  const bar = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const position = useEditorState({ editor, selector: ({ editor: now }) => (now.isFocused && now.isEditable ? tablePosition(now.state) : null) });
  const shown = position ?? (focused ? tablePosition(view.state) : null);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F10' || !event.altKey || bar.current === null) return;
      event.preventDefault();
      bar.current.querySelector('button')?.focus();
    };
    view.dom.addEventListener('keydown', onKey);
    return () => view.dom.removeEventListener('keydown', onKey);
  }, [view]);

  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    if (shown === null) return undefined;
    const scroller = view.dom.closest('.note-scroller');
    const follow = (): void => {
      const dom = view.nodeDOM(shown);
      const [box, frame] = [dom instanceof Element ? dom.getBoundingClientRect() : null, scroller?.getBoundingClientRect()];
      if (box === null || frame === undefined) return;
      const top = Math.max(frame.top + 4, box.top - 38);
      setPlace(box.bottom < frame.top + 48 || box.top > frame.bottom ? null : { left: Math.max(box.left, frame.left + 4), top });
    };
    follow();
    scroller?.addEventListener('scroll', follow);
    window.addEventListener('resize', follow);
    editor.on('update', follow);
    return () => {
      scroller?.removeEventListener('scroll', follow);
      window.removeEventListener('resize', follow);
      editor.off('update', follow);
    };
  }, [editor, shown, view]);

  if (shown === null || place === null) return null;
  const items = inMenu.map((id, index): MenuItem =>
    id === ''
      ? { kind: 'separator', id: `line ${index}` }
      : {
          id,
          label: t(`app:commands.${id}`),
          keys: keysOf(id),
          danger: id.startsWith('table.delete'),
          run: () => rich.commands.run(id),
        },
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = all.findIndex((button) => button === document.activeElement);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Escape') view.focus();
    else if (step !== 0 && at !== -1) all[(at + step + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('table.toolbar')}
      className="table-toolbar fixed z-20 flex items-center rounded-md border border-border bg-raised p-0.5 shadow-float"
      style={place}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onKeyDown={onKeyDown}
      // A press keeps the cells selected.
      onMouseDown={(event) => event.preventDefault()}
    >
      {buttons.map(([id, Icon], index) => (
        <IconButton key={id} label={t(`app:commands.${id}`)} keys={keysOf(id)} side="top" tabIndex={index === 0 ? 0 : -1} onClick={() => rich.commands.run(id)}>
          <Icon size={16} aria-hidden />
        </IconButton>
      ))}
      <Menu
        trigger={
          <IconButton label={t('table.more')} side="top" tabIndex={-1}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
        items={items}
      />
    </div>
  );
}
