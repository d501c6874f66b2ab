/** Choosing the note that another one is merged into. */
import { Command } from 'cmdk';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useCall } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';
import { Dialog } from '../../ui/dialog.tsx';

export function NotePicker({ path, onClose }: { readonly path: VaultPath; readonly onClose: () => void }) {
  const { t } = useTranslation('refactor');
  const refactor = useRefactor();
  const [text, setText] = useState('');
  const [choice, setChoice] = useState({ text: '', path: '' });
  const answer = useCall('search.quick', { text, limit: 30, from: path }, { keepPrevious: true });
  const hits = [...new Map((answer.data?.hits ?? []).map((hit) => [hit.path, hit])).values()].filter((hit) => hit.path !== path);
  // Other words, or an answer without the chosen note: the best one is chosen again.
  const chosen = choice.text === text && hits.some((hit) => hit.path === choice.path) ? choice.path : (hits[0]?.path ?? '');
  return (
    <Dialog bare open title={t('merge.title', { name: noteNameOf(path) })} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Command label={t('merge.title', { name: noteNameOf(path) })} shouldFilter={false} loop value={chosen} onValueChange={(value) => setChoice({ text, path: value })} className="flex min-h-0 flex-col">
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={t('merge.placeholder', { name: noteNameOf(path) })}
          className="h-12 w-full shrink-0 border-b border-border bg-transparent px-4 text-large outline-none"
        />
        <Command.List label={t('merge.notes')} className="min-h-0 flex-1 scroll-py-1 overflow-y-auto p-1">
          {hits.length === 0 && !answer.isPending ? <p className="px-3 py-6 text-center text-muted">{t('merge.empty')}</p> : null}
          {hits.map((hit) => (
            <Command.Item
              key={hit.path}
              value={hit.path}
              onSelect={() => {
                onClose();
                void refactor.run({ kind: 'merge', from: path, into: hit.path }, { review: 'always' });
              }}
              className="flex min-h-9 items-center gap-3 rounded-sm px-3 py-1 text-ui select-none data-[selected=true]:bg-hover"
            >
              <FileText size={15} aria-hidden className="shrink-0 text-faint" />
              <span className="min-w-0 flex-1 truncate">{hit.title}</span>
              <span className="max-w-[40%] truncate text-small text-faint">{hit.folder}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
