/** An attachment: shown where it is an image, else told where it is. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileNameOf } from '#shared/model/note-path.ts';
import type { Entry } from '#shared/model/vault.ts';
import { useApp } from '../../api/app-info.ts';
import { fileAddress } from '../../api/file-address.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';

export interface AttachmentDialogProps {
  readonly entry: Entry;
  readonly onClose: () => void;
}

const images = /\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function AttachmentDialog({ entry, onClose }: AttachmentDialogProps) {
  const { t, i18n } = useTranslation('files');
  const { info } = useApp();
  const [failed, setFailed] = useState(false);
  const isImage = images.test(entry.path) && !failed;
  return (
    <Dialog
      open
      width={isImage ? 'wide' : 'small'}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={fileNameOf(entry.path)}
      description={formatSize(entry.sizeBytes, i18n.language)}
    >
      <div className="min-h-0 overflow-auto px-5 pt-3">
        {isImage ? (
          <img
            src={fileAddress(entry.path)}
            alt={fileNameOf(entry.path)}
            onError={() => setFailed(true)}
            className="mx-auto max-h-[52vh] max-w-full rounded-sm border border-border bg-sunken object-contain"
          />
        ) : (
          <p className="text-muted text-pretty">
            {t('otherProgram')} <span className="break-all text-text select-text">{`${info.vault?.folder ?? ''}/${entry.path}`}</span>
          </p>
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

/** `1.2 MB`, in the person's language. */
function formatSize(sizeBytes: number, language: string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const unit = units[power] ?? 'byte';
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: power === 0 ? 0 : 1 }).format(sizeBytes / 1000 ** power);
}
