/** Sections of one place, one of them shown. (The window's own tabs are in app/layout.) */
import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface TabItem<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onValueChange: (value: T) => void;
  readonly items: readonly TabItem<T>[];
  /** The content of one section; only the shown one is made. */
  readonly children: (value: T) => ReactNode;
  readonly trailing?: ReactNode;
  readonly className?: string;
}

export function Tabs<T extends string>({ label, value, onValueChange, items, children, trailing, className }: TabsProps<T>) {
  return (
    <BaseTabs.Root
      value={value}
      onValueChange={(chosen: T) => onValueChange(chosen)}
      className={classNames('flex min-h-0 flex-1 flex-col', className)}
    >
      <div className="flex h-10 shrink-0 items-center gap-1 border-b border-border px-2">
        <BaseTabs.List aria-label={label} className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto [scrollbar-width:none]">
          {items.map((item) => (
            <BaseTabs.Tab
              key={item.value}
              value={item.value}
              className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-ui text-muted select-none hover:text-text data-[active]:bg-selected data-[active]:font-medium data-[active]:text-text"
            >
              {item.icon}
              {item.label}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        {trailing}
      </div>
      {items.map((item) => (
        <BaseTabs.Panel key={item.value} value={item.value} className="flex min-h-0 flex-1 flex-col data-[hidden]:hidden">
          {item.value === value ? children(item.value) : null}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
