/** Which model of a provider: typed, or chosen from what the server offers. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderConfig } from '#shared/model/llm.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextField } from '../../ui/text-field.tsx';

export interface ModelFieldProps {
  readonly value: string;
  readonly onValueChange: (model: string) => void;
  /** What the server is asked with. */
  readonly asked: { readonly provider: ProviderConfig; readonly key?: string };
}

export function ModelField({ value, onValueChange, asked }: ModelFieldProps) {
  const { t, i18n } = useTranslation('models');
  const failureText = useFailureText();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const list = useCallMutation('llm.models');
  const number = new Intl.NumberFormat(i18n.language);
  const models = list.data?.models ?? [];

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <TextField label={t('model')} value={value} spellCheck={false} onValueChange={onValueChange} className="flex-1" />
        <Button
          aria-expanded={open}
          aria-controls={listId}
          disabled={list.isPending}
          onClick={() => {
            if (open) return setOpen(false);
            setOpen(true);
            list.mutate(asked);
          }}
        >
          {t(list.isPending ? 'listing' : 'listModels')}
        </Button>
      </div>
      {list.error === null ? null : <p className="text-small text-danger">{failureText(list.error)}</p>}
      {open && list.data !== undefined ? (
        <ul id={listId} aria-label={t('offered')} tabIndex={0} className="max-h-56 overflow-y-auto rounded-md border border-border bg-raised p-1">
          {models.length === 0 ? <li className="px-2 py-1.5 text-muted">{t('noneOffered')}</li> : null}
          {models.map((model) => (
            <li key={model.id}>
              <button
                type="button"
                onClick={() => {
                  onValueChange(model.id);
                  setOpen(false);
                }}
                className={classNames('flex w-full items-baseline gap-3 rounded-sm px-2 py-1 text-left hover:bg-hover', model.id === value && 'bg-selected')}
              >
                <span className="min-w-0 flex-1 truncate">{model.id}</span>
                <span className="text-small text-muted tabular-nums">
                  {[
                    model.contextTokens === null ? '' : t('tokens', { formatted: number.format(model.contextTokens) }),
                    model.price === null ? '' : t('price', { input: model.price.input, output: model.price.output }),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
