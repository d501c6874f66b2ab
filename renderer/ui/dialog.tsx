/** A dialog in the middle of the window, and its question-and-answer form. */
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { rememberFocus } from './focus-return.ts';

const backdrop =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-(--motion-fast) data-[starting-style]:opacity-0 data-[ending-style]:opacity-0';
const popup = 'float-in fixed left-1/2 z-40 -translate-x-1/2 rounded-lg border border-border bg-raised text-text shadow-float';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  /** A bar of its own instead of the title's line; the title is then only read aloud. */
  readonly bare?: boolean;
  readonly width?: 'small' | 'normal' | 'wide';
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

const widths = {
  small: 'w-[min(420px,calc(100vw-32px))]',
  normal: 'w-[min(600px,calc(100vw-32px))]',
  wide: 'w-[min(820px,calc(100vw-32px))]',
} as const;

/** Comes gently and is gone at once, with the focus back where it was: what is typed next has a place to go. */
export function Dialog({ open, onOpenChange, ...content }: DialogProps) {
  if (!open) return null;
  return (
    <BaseDialog.Root open onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <DialogPopup {...content} />
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function DialogPopup({ title, description, bare = false, width = 'normal', initialFocus, children }: Omit<DialogProps, 'open' | 'onOpenChange'>) {
  // Noted before anything is mounted: a field with `autoFocus` has the focus by the time that the dialog itself looks.
  const [giveBack] = useState(rememberFocus);
  const element = useRef<HTMLDivElement>(null);
  const returnFocus = (): boolean => {
    if (giveBack === null) return true;
    queueMicrotask(() => {
      if (element.current?.isConnected !== true) giveBack();
    });
    return false;
  };
  return (
    <BaseDialog.Popup
      className={classNames(popup, widths[width], 'top-[12vh] flex max-h-[76vh] flex-col overflow-hidden')}
      ref={element}
      finalFocus={returnFocus}
      {...(initialFocus === undefined ? {} : { initialFocus })}
    >
      <BaseDialog.Title className={bare ? 'sr-only' : 'px-5 pt-5 text-large font-semibold'}>{title}</BaseDialog.Title>
      {description === undefined ? null : (
        <BaseDialog.Description className={bare ? 'sr-only' : 'px-5 pt-1 text-muted'}>{description}</BaseDialog.Description>
      )}
      {children}
    </BaseDialog.Popup>
  );
}

/** The lower edge of a dialog, with its buttons. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="flex justify-end gap-2 px-5 pt-4 pb-5">{children}</div>;
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onConfirm: () => void;
}

export function ConfirmDialog({ open, onOpenChange, title, description, confirmLabel, cancelLabel, onConfirm }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup className={classNames(popup, widths.small, 'top-[22vh]')}>
          <AlertDialog.Title className="px-5 pt-5 text-large font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="px-5 pt-2 text-muted">{description}</AlertDialog.Description>
          <DialogActions>
            <AlertDialog.Close render={<Button variant="secondary" />}>{cancelLabel}</AlertDialog.Close>
            <AlertDialog.Close render={<Button variant="danger" />} onClick={onConfirm}>
              {confirmLabel}
            </AlertDialog.Close>
          </DialogActions>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
