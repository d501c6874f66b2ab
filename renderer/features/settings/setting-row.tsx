/** One setting: its name and meaning on the left, its control on the right. */
import type { ReactNode } from 'react';

export interface SettingRowProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
}

export function SettingRow({ title, text, children }: SettingRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-2 border-b border-border py-3.5 last:border-b-0">
      <div className="min-w-52 flex-1">
        <div className="font-medium">{title}</div>
        {text === undefined ? null : <div className="text-small text-muted text-pretty">{text}</div>}
      </div>
      <div className="flex shrink-0 items-center gap-2">{children}</div>
    </div>
  );
}

export function SettingGroup({ title, text, children }: { readonly title: string; readonly text?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="pb-8">
      <h2 className="text-title font-semibold">{title}</h2>
      {text === undefined ? null : <p className="pt-1 text-muted text-pretty">{text}</p>}
      <div className="mt-3 border-t border-border">{children}</div>
    </section>
  );
}
