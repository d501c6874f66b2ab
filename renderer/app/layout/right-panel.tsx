/** The pane beside the note: chat, links, outline, properties, local graph; a drawer in a narrow window. */
import { PanelRightClose } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import type { RightSection } from '../../api/navigation.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PaneEdge } from '../../ui/split-pane.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { runCommand } from '../commands.ts';
import { sections } from '../views.ts';
import { defaultLayout, overlaysAt } from '../workspace.ts';
import { shownNote, useWorkspace } from '../workspace-context.ts';
import { ViewBoundary } from './view-boundary.tsx';

const order: readonly RightSection[] = ['chat', 'links', 'outline', 'properties', 'graph'];

export function RightPanel() {
  const { t } = useTranslation('app');
  const { rightOpen, rightWidthPx } = useWorkspace((state) => state.layout);
  const drawer = useWorkspace((state) => state.drawer);
  const setDrawer = useWorkspace((state) => state.setDrawer);
  const updateLayout = useWorkspace((state) => state.updateLayout);
  const narrow = useMediaQuery(overlaysAt.right);

  if (narrow) {
    return (
      <Drawer side="right" label={t('right.label')} open={drawer === 'right'} onOpenChange={(open) => setDrawer(open ? 'right' : null)}>
        <RightContent />
      </Drawer>
    );
  }
  if (!rightOpen) return null;
  return (
    <aside aria-label={t('right.label')} style={{ width: rightWidthPx }} className="flex shrink-0 bg-sunken">
      <PaneEdge
        label={t('right.resize')}
        pane="after"
        widthPx={rightWidthPx}
        minimumPx={240}
        maximumPx={720}
        onWidthChange={(value) => updateLayout({ rightWidthPx: value })}
        onReset={() => updateLayout({ rightWidthPx: defaultLayout.rightWidthPx })}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <RightContent />
      </div>
    </aside>
  );
}

function RightContent() {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const keysOf = useCommandKeys();
  const path = useWorkspace(shownNote);
  const chosen = useWorkspace((state) => state.layout.rightSection);
  const updateLayout = useWorkspace((state) => state.updateLayout);

  return (
    <Tabs
      label={t('right.sections')}
      value={chosen}
      onValueChange={(value) => updateLayout({ rightSection: value })}
      items={order.map((value) => ({ value, label: t(`right.${value}`) }))}
      trailing={
        <IconButton label={t('right.hide')} keys={keysOf('layout.right')} onClick={() => runCommand(registry, 'layout.right')}>
          <PanelRightClose size={16} aria-hidden />
        </IconButton>
      }
    >
      {(value) => {
        const Section = sections[value];
        return (
          <ViewBoundary compact>
            <Section path={path} />
          </ViewBoundary>
        );
      }}
    </Tabs>
  );
}
