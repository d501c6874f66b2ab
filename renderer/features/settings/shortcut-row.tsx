/** One command with its keys: each can be taken away, new ones are pressed, and what else has them is said. */
import { Plus, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keyRefusal, type KeyPlace } from '#shared/model/keymap.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { formatKeys, shortcutOf } from '../../ui/keys.ts';

export interface ShortcutRowProps {
  readonly title: string;
  readonly keys: readonly string[];
  readonly place: KeyPlace;
  /** Whether the keys differ from those that the command begins with. */
  readonly isOwn: boolean;
  /** The names of other commands with these keys. */
  readonly alsoOn: (keys: string) => readonly string[];
  readonly onAdd: (keys: string) => void;
  readonly onRemove: (keys: string) => void;
  readonly onReset: () => void;
}

/** `pressed` waits for an answer where another command has it. */
type Capture = { readonly kind: 'idle' } | { readonly kind: 'waiting'; readonly refused: string | null } | { readonly kind: 'conflict'; readonly keys: string };

const idle: Capture = { kind: 'idle' };

export function ShortcutRow({ title, keys, place, isOwn, alsoOn, onAdd, onRemove, onReset }: ShortcutRowProps) {
  const { t } = useTranslation('settings');
  const [capture, setCapture] = useState<Capture>(idle);
  const add = useRef<HTMLButtonElement>(null);
  const written = (shortcut: string): string => formatKeys(shortcut, place.apple).join(place.apple ? '' : '+');
  const end = (): void => {
    setCapture(idle);
    add.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (capture.kind !== 'waiting' || event.nativeEvent.isComposing) return;
    // Leaving by Tab ends it too.
    if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey) return setCapture(idle);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setCapture(idle);
    const pressed = shortcutOf(event.nativeEvent, place.apple);
    if (pressed === null) {
      if (!/^(?:Control|Shift|Alt|Meta)/.test(event.key)) setCapture({ kind: 'waiting', refused: t('shortcuts.needsModifier') });
      return;
    }
    const refusal = keyRefusal(pressed, place);
    if (refusal !== null) return setCapture({ kind: 'waiting', refused: t(`shortcuts.refused.${refusal}`, { keys: written(pressed) }) });
    if (alsoOn(pressed).length > 0) return setCapture({ kind: 'conflict', keys: pressed });
    onAdd(pressed);
    setCapture(idle);
  };

  const waiting = capture.kind === 'waiting';
  return (
    <li className="border-b border-border py-1.5 last:border-b-0">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-48 flex-1">{title}</span>
        {keys.map((shortcut) => (
          <span key={shortcut} className="inline-flex items-center gap-0.5">
            <Kbd keys={shortcut} />
            <IconButton size="small" label={t('shortcuts.remove', { keys: written(shortcut), command: title })} onClick={() => onRemove(shortcut)}>
              <X size={12} aria-hidden />
            </IconButton>
          </span>
        ))}
        {isOwn ? (
          <IconButton size="small" label={t('shortcuts.reset', { command: title })} onClick={onReset}>
            <RotateCcw size={14} aria-hidden />
          </IconButton>
        ) : null}
        <button
          ref={add}
          type="button"
          aria-label={waiting ? t('shortcuts.press') : t('shortcuts.add', { command: title })}
          onClick={() => setCapture({ kind: 'waiting', refused: null })}
          onKeyDown={onKeyDown}
          onBlur={() => setCapture((before) => (before.kind === 'waiting' ? idle : before))}
          className={
            waiting
              ? 'inline-flex h-7 items-center rounded-md border border-accent bg-raised px-2 text-small text-text'
              : 'inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text'
          }
        >
          {waiting ? t('shortcuts.press') : <Plus size={16} aria-hidden />}
        </button>
      </div>
      {keys.filter((shortcut) => alsoOn(shortcut).length > 0).map((shortcut) => (
        <p key={shortcut} className="flex items-center gap-1.5 pb-1 text-small text-warning">
          <TriangleAlert size={14} aria-hidden />
          {t('shortcuts.alsoOn', { keys: written(shortcut), commands: alsoOn(shortcut).join(', ') })}
        </p>
      ))}
      {waiting && capture.refused !== null ? (
        <p role="alert" className="pb-1 text-small text-danger">
          {capture.refused}
        </p>
      ) : null}
      {capture.kind === 'conflict' ? (
        <Conflict
          text={t('shortcuts.conflict', { keys: written(capture.keys), commands: alsoOn(capture.keys).join(', ') })}
          onUse={() => {
            onAdd(capture.keys);
            end();
          }}
          onCancel={end}
        />
      ) : null}
    </li>
  );
}

interface ConflictProps {
  readonly text: string;
  readonly onUse: () => void;
  readonly onCancel: () => void;
}

function Conflict({ text, onUse, onCancel }: ConflictProps) {
  const { t } = useTranslation('settings');
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <div
      role="alert"
      className="my-1 flex flex-wrap items-center gap-2 rounded-md border border-border bg-sunken px-3 py-2 text-small"
    >
      <TriangleAlert size={14} aria-hidden className="text-warning" />
      <span className="min-w-48 flex-1">{text}</span>
      <Button onClick={onUse} onKeyDown={onKeyDown}>{t('shortcuts.useHere')}</Button>
      <Button ref={cancel} variant="quiet" onClick={onCancel} onKeyDown={onKeyDown}>
        {t('app:cancel')}
      </Button>
    </div>
  );
}
