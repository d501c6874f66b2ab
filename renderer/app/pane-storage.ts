/** What is kept of the panes between starts, and how it is read again, also as earlier versions wrote it. */
import { z } from 'zod';
import { activePane, panesOf, treeOf, type PaneNode, type PaneTree } from './pane-tree.ts';
import { tabListSchema, tabSchema } from './tab-list.ts';

const paneSchema = z.object({
  kind: z.literal('pane'),
  id: z.string(),
  tabs: z.array(tabSchema),
  activeId: z.string().nullable(),
});

const nodeSchema: z.ZodType<PaneNode> = z.lazy(() =>
  z.union([
    paneSchema,
    z
      .object({
        kind: z.literal('split'),
        id: z.string(),
        direction: z.enum(['row', 'column']),
        children: z.array(nodeSchema).min(2),
        sizes: z.array(z.number().positive().max(1)),
      })
      .refine((split) => split.sizes.length === split.children.length),
  ]),
);

const treeSchema = z
  .object({ root: nodeSchema, activePaneId: z.string(), closed: z.array(tabSchema), nextId: z.number().int() })
  .refine((tree) => isSound(tree));

/** A tree of panes, or the one list of tabs that there was before there were panes. */
export const paneTreeSchema: z.ZodType<PaneTree> = z.union([
  treeSchema.transform((tree) => ({ ...tree, activePaneId: activePane(tree).id })),
  tabListSchema.transform(treeOf),
]);

/** Every id once, and each pane shows one of its tabs. */
function isSound(tree: PaneTree): boolean {
  const panes = panesOf(tree);
  const ids = panes.flatMap((pane) => [pane.id, ...pane.tabs.map((tab) => tab.id)]);
  return (
    new Set(ids).size === ids.length && panes.every((pane) => (pane.tabs.length === 0) === (pane.activeId === null) && (pane.activeId === null || pane.tabs.some((tab) => tab.id === pane.activeId)))
  );
}
