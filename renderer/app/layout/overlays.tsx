/** What lies over the window when it is called: switcher, palettes, dialogs. Loaded once the window stands. */
import { folderOf } from '#shared/model/note-path.ts';
import { CaptureDialog } from '../../features/capture/capture-dialog.tsx';
import { GitDialog } from '../../features/git/git-dialog.tsx';
import { MoveDialog } from '../../features/files/move-dialog.tsx';
import { useFileActions } from '../../features/files/use-file-actions.ts';
import { Switcher } from '../../features/switcher/switcher.tsx';
import { TemplatePicker } from '../../features/templates/template-picker.tsx';
import { shownNote, useWorkspace } from '../workspace-context.ts';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';

export function Overlays() {
  const overlay = useWorkspace((state) => state.overlay);
  const setOverlay = useWorkspace((state) => state.setOverlay);
  const shown = useWorkspace(shownNote);
  const recent = useWorkspace((state) => state.recent);
  const files = useFileActions();
  return (
    <>
      <Switcher
        open={overlay === 'switcher' || overlay === 'switcher-new-tab'}
        newTab={overlay === 'switcher-new-tab'}
        from={shown}
        recent={recent}
        onOpenChange={(open) => setOverlay(open ? 'switcher' : null)}
      />
      <TemplatePicker
        open={overlay === 'template-new'}
        noteTitle={null}
        onOpenChange={(open) => setOverlay(open ? 'template-new' : null)}
        onChoose={({ title, text, caret }) =>
          void files.createNote(shown === null ? '' : folderOf(shown), { title, text, ...(caret === null ? {} : { caret }) })
        }
      />
      {overlay === 'move' && shown !== null ? <MoveDialog path={shown} onClose={() => setOverlay(null)} onMove={files.moveInto} /> : null}
      <CommandPalette open={overlay === 'palette'} onOpenChange={(open) => setOverlay(open ? 'palette' : null)} />
      <CaptureDialog open={overlay === 'capture'} onOpenChange={(open) => setOverlay(open ? 'capture' : null)} />
      <GitDialog open={overlay === 'git'} onOpenChange={(open) => setOverlay(open ? 'git' : null)} />
      <ShortcutsSheet open={overlay === 'shortcuts'} onOpenChange={(open) => setOverlay(open ? 'shortcuts' : null)} />
    </>
  );
}
