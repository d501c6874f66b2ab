/** Choosing a template: by name, with its questions asked, for a new note or for the text that is open. */
import { Command } from 'cmdk';
import { LayoutTemplate } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall } from '../../api/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useFillTemplate, type ChosenTemplate, type Template } from './use-fill-template.ts';

export interface TemplatePickerProps {
  readonly open: boolean;
  /** The title of the note that gets the template; null: a new note, whose title is asked. */
  readonly noteTitle: string | null;
  readonly onOpenChange: (open: boolean) => void;
  /** Filled, with its questions answered. */
  readonly onChoose: (chosen: ChosenTemplate) => void;
  /** Closed without a choice, or the template could not be filled. */
  readonly onDecline?: () => void;
}

export function TemplatePicker({ open, onOpenChange, ...rest }: TemplatePickerProps) {
  const { t } = useTranslation('templates');
  return (
    <Dialog
      bare
      open={open}
      title={t(rest.noteTitle === null ? 'titleNew' : 'titleInsert')}
      onOpenChange={(next) => {
        if (!next) rest.onDecline?.();
        onOpenChange(next);
      }}
    >
      <PickerContent {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function PickerContent({ noteTitle, onChoose, onDecline, onDone }: Omit<TemplatePickerProps, 'open' | 'onOpenChange'> & { readonly onDone: () => void }) {
  const { t } = useTranslation('templates');
  const fill = useFillTemplate();
  const failureText = useFailureText();
  const list = useCall('template.list', {});
  const templates = list.data?.templates ?? [];

  const choose = async (template: Template): Promise<void> => {
    onDone();
    const chosen = await fill(template, noteTitle);
    if (chosen === null) onDecline?.();
    else onChoose(chosen);
  };

  return (
    <Command label={t(noteTitle === null ? 'titleNew' : 'titleInsert')} loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        placeholder={t('placeholder')}
        className="h-12 w-full shrink-0 border-b border-border bg-transparent px-4 text-large outline-none"
      />
      <Command.List label={t('list')} className="min-h-0 flex-1 scroll-py-1 overflow-y-auto p-1">
        {list.isPending ? null : (
          <Command.Empty className="px-4 py-6 text-center text-muted">
            {list.isError ? failureText(list.error) : templates.length > 0 ? t('noMatch') : t('none', { folder: list.data?.folder ?? '' })}
          </Command.Empty>
        )}
        {templates.map((template) => (
          <Command.Item
            key={template.path}
            value={template.path}
            keywords={[template.name]}
            onSelect={() => void choose(template)}
            className="flex min-h-9 items-center gap-3 rounded-sm px-3 py-1 text-ui select-none data-[selected=true]:bg-hover"
          >
            <LayoutTemplate size={15} aria-hidden className="shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">{template.name}</span>
            <span className="max-w-[40%] truncate text-small text-faint">{template.path}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
