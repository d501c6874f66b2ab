/** Where each pane and each edge between panes lies, as shares of the whole. */
import type { Direction, PaneNode } from './pane-tree.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PaneDivider {
  readonly splitId: string;
  /** The child before the edge. */
  readonly index: number;
  readonly direction: Direction;
  /** The share of that child in its split, and what it and the child behind the edge have together. */
  readonly share: number;
  readonly both: number;
  /** Where the split itself lies. */
  readonly split: Rect;
  /** Where the edge lies: a line without breadth. */
  readonly line: Rect;
}

export interface PaneGeometry {
  readonly panes: ReadonlyMap<string, Rect>;
  readonly dividers: readonly PaneDivider[];
}

const whole: Rect = { x: 0, y: 0, width: 1, height: 1 };

export function paneGeometry(root: PaneNode): PaneGeometry {
  const panes = new Map<string, Rect>();
  const dividers: PaneDivider[] = [];
  const place = (node: PaneNode, rect: Rect): void => {
    if (node.kind === 'pane') {
      panes.set(node.id, rect);
      return;
    }
    const isRow = node.direction === 'row';
    let at = 0;
    node.children.forEach((child, index) => {
      const share = node.sizes[index] ?? 0;
      place(
        child,
        isRow
          ? { ...rect, x: rect.x + at * rect.width, width: share * rect.width }
          : { ...rect, y: rect.y + at * rect.height, height: share * rect.height },
      );
      at += share;
      const next = node.sizes[index + 1];
      if (next === undefined) return;
      const line = isRow ? { ...rect, x: rect.x + at * rect.width, width: 0 } : { ...rect, y: rect.y + at * rect.height, height: 0 };
      dividers.push({ splitId: node.id, index, direction: node.direction, share, both: share + next, split: rect, line });
    });
  };
  place(root, whole);
  return { panes, dividers };
}

/** The pane in the upper corner at the right, beside which the right panel opens. */
export function upperRightPane(geometry: PaneGeometry): string | null {
  let found: string | null = null;
  for (const [id, rect] of geometry.panes) if (rect.y === 0 && rect.x + rect.width > 1 - 1e-6) found ??= id;
  return found;
}
