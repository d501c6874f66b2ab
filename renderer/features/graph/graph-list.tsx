/** The graph as a list, for the keyboard and for screen readers: each note with what it links. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNotePath } from '#shared/model/note-path.ts';
import type { Graph, GraphNode } from '#shared/model/search.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { RovingList } from '../../ui/roving-list.tsx';

const rowHeightPx = 28;

interface Row {
  readonly key: string;
  readonly node: GraphNode;
  readonly level: 1 | 2;
  readonly expanded: boolean;
}

export interface GraphListProps {
  readonly data: Graph;
  readonly label: string;
  readonly onOpen: (node: GraphNode, newTab: boolean) => void;
}

export function GraphList({ data, label, onOpen }: GraphListProps) {
  const { t } = useTranslation('graph');
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const neighbours = useMemo(() => neighboursOf(data), [data]);
  const rows = useMemo(() => {
    const byDegree = data.nodes.toSorted((a, b) => b.degree - a.degree || a.label.localeCompare(b.label));
    return byDegree.flatMap((node): Row[] => {
      const open = expanded.has(node.id);
      const own: Row = { key: node.id, node, level: 1, expanded: open };
      const linked = open ? (neighbours.get(node.id) ?? []) : [];
      return [own, ...linked.map((other): Row => ({ key: `${node.id} → ${other.id}`, node: other, level: 2, expanded: false }))];
    });
  }, [data, expanded, neighbours]);

  const setOpen = (id: string, open: boolean): void => {
    setExpanded((before) => {
      const after = new Set(before);
      if (open) after.add(id);
      else after.delete(id);
      return after;
    });
  };

  return (
    <RovingList
      role="tree"
      label={label}
      items={rows}
      keyOf={(row) => row.key}
      textOf={(row) => row.node.label}
      itemHeightPx={rowHeightPx}
      className="min-h-0 flex-1 overflow-y-auto px-2 py-1"
      onItemKey={(row, event) => {
        if (event.key === 'Enter') onOpen(row.node, event.ctrlKey || event.metaKey);
        else if (event.key === 'ArrowRight' && row.level === 1) setOpen(row.node.id, true);
        else if (event.key === 'ArrowLeft' && row.level === 1) setOpen(row.node.id, false);
        else return false;
        return true;
      }}
      renderItem={(row, props) => (
        <div
          {...props}
          {...(isNotePath(row.node.id) ? previewAttributes(row.node.id) : {})}
          role="treeitem"
          aria-level={row.level}
          aria-selected={false}
          {...(row.level === 1 ? { 'aria-expanded': row.expanded } : {})}
          className="flex h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover"
          style={{ paddingInlineStart: row.level * 12 }}
          onClick={(event) => onOpen(row.node, event.ctrlKey || event.metaKey)}
        >
          <span className="truncate">{row.node.label}</span>
          <span className="text-small text-muted">{t(`kinds.${row.node.kind}`)}</span>
          <span className="ms-auto text-small text-muted tabular-nums">{t('links', { count: row.node.degree })}</span>
        </div>
      )}
    />
  );
}

function neighboursOf(data: Graph): ReadonlyMap<string, readonly GraphNode[]> {
  const neighbours = new Map<string, GraphNode[]>();
  const add = (from: GraphNode, to: GraphNode): void => {
    const list = neighbours.get(from.id) ?? [];
    if (!list.includes(to)) list.push(to);
    neighbours.set(from.id, list);
  };
  for (const [from, to] of data.edges) {
    const source = data.nodes[from];
    const target = data.nodes[to];
    if (source === undefined || target === undefined || source === target) continue;
    add(source, target);
    add(target, source);
  }
  return neighbours;
}
