/** A pane that slides over the window where it is too narrow to stand beside. */
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface DrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly side: 'left' | 'right';
  readonly label: string;
  readonly children: ReactNode;
}

export function Drawer({ open, onOpenChange, side, label, children }: DrawerProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-backdrop transition-opacity duration-(--motion-fast) data-[starting-style]:opacity-0 data-[ending-style]:opacity-0" />
        <Dialog.Popup
          aria-label={label}
          className={classNames(
            'fixed inset-y-0 z-30 flex w-80 max-w-[85vw] flex-col border-border bg-sunken text-text shadow-float',
            'transition-transform duration-(--motion-slow) ease-out',
            side === 'left'
              ? 'left-0 border-r data-[starting-style]:-translate-x-full data-[ending-style]:-translate-x-full'
              : 'right-0 border-l data-[starting-style]:translate-x-full data-[ending-style]:translate-x-full',
          )}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
