/** Quick capture over the window: writes a thought to a note without leaving one's own. */
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { CaptureForm } from './capture-form.tsx';

export interface CaptureDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function CaptureDialog({ open, onOpenChange }: CaptureDialogProps) {
  const { t } = useTranslation('capture');
  const navigation = useNavigation();
  const toast = useToast();
  const kept = (path: VaultPath): void => {
    onOpenChange(false);
    toast({ title: t('kept', { name: noteNameOf(path) }), action: { label: t('show'), run: () => navigation.openNote(path) } });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')}>
      <CaptureForm onKept={kept} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}
