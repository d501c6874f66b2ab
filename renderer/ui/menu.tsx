/** Menus, from a button or from the secondary mouse button, made of one list of items. */
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';

export interface MenuAction {
  readonly kind?: 'action';
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}
export interface MenuSeparator {
  readonly kind: 'separator';
  readonly id: string;
}
export type MenuItem = MenuAction | MenuSeparator;

const popup = 'float-in min-w-52 rounded-md border border-border bg-raised p-1 text-ui text-text shadow-float outline-none';
const item =
  'flex h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-45';

function Items({ items }: { readonly items: readonly MenuItem[] }) {
  return items.map((entry) =>
    entry.kind === 'separator' ? (
      <BaseMenu.Separator key={entry.id} className="mx-2 my-1 h-px bg-border" />
    ) : (
      <BaseMenu.Item
        key={entry.id}
        className={classNames(item, entry.danger === true && 'text-danger')}
        disabled={entry.disabled === true}
        onClick={entry.run}
      >
        <span className="flex w-4 justify-center text-muted">{entry.icon}</span>
        <span className="flex-1">{entry.label}</span>
        {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
      </BaseMenu.Item>
    ),
  );
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly side?: 'top' | 'bottom' | 'right';
}

export function Menu({ trigger, items, side = 'bottom' }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner side={side} align="start" sideOffset={4} className="z-50 outline-none">
          <BaseMenu.Popup className={popup}>
            <Items items={items} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface AnchoredMenuProps {
  /** Beside what it stands, and what has the focus again when it closes. */
  readonly anchor: Element | { readonly getBoundingClientRect: () => DOMRect } | null;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

/** A menu without a button of its own: open while it is rendered. */
export function AnchoredMenu({ anchor, label, items, onClose }: AnchoredMenuProps) {
  return (
    <BaseMenu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <BaseMenu.Portal>
        <BaseMenu.Positioner anchor={anchor} side="bottom" align="start" sideOffset={4} className="z-50 outline-none">
          <BaseMenu.Popup aria-label={label} className={classNames(popup, 'max-h-(--available-height) overflow-y-auto')}>
            <Items items={items} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface ContextMenuProps {
  readonly items: readonly MenuItem[];
  /** The element that has the menu. */
  readonly children: ReactElement;
  readonly onOpenChange?: (open: boolean) => void;
}

export function ContextMenu({ items, children, onOpenChange }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <BaseContextMenu.Trigger render={children} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="z-50 outline-none">
          <BaseContextMenu.Popup className={popup}>
            <Items items={items} />
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}
