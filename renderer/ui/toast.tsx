/** Short messages in the corner, with at most one thing to do, such as Undo. */
import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface ToastMessage {
  readonly title: string;
  readonly text?: string;
  /** A problem stays longer and is read at once. */
  readonly problem?: boolean;
  /** Offers what nobody asked for: it may be read after the sentence that is being written. */
  readonly offer?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const timeMs = 6_000;
const problemTimeMs = 12_000;
const offerTimeMs = 30_000;

/** Shows messages; must be below a `ToastArea`. */
export function useToast(): (message: ToastMessage) => void {
  const { add, close } = Toast.useToastManager();
  return useMemo(
    () => (message) => {
      const { action } = message;
      const id = add({
        title: message.title,
        ...(message.text === undefined ? {} : { description: message.text }),
        ...(message.problem === true ? { type: 'problem', priority: 'high' } : {}),
        timeout: message.problem === true ? problemTimeMs : message.offer === true ? offerTimeMs : timeMs,
        ...(action === undefined
          ? {}
          : {
              actionProps: {
                children: action.label,
                onClick: () => {
                  close(id);
                  action.run();
                },
              },
            }),
      });
    },
    [add, close],
  );
}

export function ToastArea({ closeLabel, children }: { readonly closeLabel: string; readonly children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-10 z-50 flex w-88 max-w-[calc(100vw-32px)] flex-col-reverse gap-2">
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-md border border-border bg-raised text-text shadow-float transition-[opacity,transform] duration-(--motion-slow) data-[limited]:hidden data-[type=problem]:border-danger data-[starting-style]:translate-y-2 data-[starting-style]:opacity-0 data-[ending-style]:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 py-2.5 pr-2 pl-3.5">
        <div className="min-w-0 flex-1 py-0.5">
          <Toast.Title className="text-ui font-medium" />
          <Toast.Description className="text-small break-words text-muted" />
        </div>
        <Toast.Action render={<Button variant="quiet" className="h-6 px-2 font-medium text-accent empty:hidden" />} />
        <Toast.Close aria-label={closeLabel} className="flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover">
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
