/** A heading with a count that opens and closes what is below it. */
import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export interface DisclosureProps {
  readonly title: string;
  readonly count: number | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

export function Disclosure({ title, count, open, onOpenChange, children }: DisclosureProps) {
  return (
    <Collapsible.Root open={open} onOpenChange={onOpenChange}>
      <h2>
        <Collapsible.Trigger className="group flex h-8 w-full items-center gap-1 rounded-sm text-small font-medium text-muted hover:text-text">
          <ChevronRight size={13} aria-hidden className="transition-transform duration-(--motion-fast) group-data-[panel-open]:rotate-90" />
          {title}
          {count === null ? null : <span className="ml-0.5 font-normal text-faint tabular-nums">{count}</span>}
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel className="pb-3">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
