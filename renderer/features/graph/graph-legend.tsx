/** Says which colour is what, for the kinds that are in the picture. */
import { useTranslation } from 'react-i18next';
import type { GraphNode } from '#shared/model/search.ts';

const kinds: readonly { readonly kind: GraphNode['kind']; readonly token: string }[] = [
  { kind: 'note', token: 'var(--hue-6)' },
  { kind: 'wiki', token: 'var(--hue-1)' },
  { kind: 'source', token: 'var(--hue-2)' },
  { kind: 'attachment', token: 'var(--hue-7)' },
  { kind: 'unresolved', token: 'var(--border-control)' },
];

export function GraphLegend({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const { t } = useTranslation('graph');
  const present = kinds.filter(({ kind }) => nodes.some((node) => node.kind === kind));
  if (present.length < 2) return null;
  return (
    <ul className="absolute bottom-3 left-3 flex flex-wrap gap-x-4 gap-y-1 rounded-md border border-border bg-raised px-3 py-1.5 text-small text-muted">
      {present.map(({ kind, token }) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-full" style={{ background: token }} />
          {t(`kinds.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
