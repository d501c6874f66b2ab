/** Setting up one provider: address, key and model, tried before it is kept. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderConfig } from '#shared/model/llm.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/state-views.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ModelField } from './model-field.tsx';
import { configToSave, needsAddress, type ProviderDraft } from './provider-draft.ts';
import { TestAnswer } from './test-answer.tsx';

export interface ProviderFormProps {
  readonly initial: ProviderDraft;
  readonly exists: boolean;
  readonly onDone: () => void;
}

/** Addresses as servers of a kind commonly have them. */
const placeholders: Readonly<Partial<Record<ProviderConfig['kind'], string>>> = {
  ollama: 'http://127.0.0.1:11434',
  'openai-compatible': 'http://127.0.0.1:8080/v1',
};

export function ProviderForm({ initial, exists, onDone }: ProviderFormProps) {
  const { t } = useTranslation('models');
  const { info } = useApp();
  const failureText = useFailureText();
  const [draft, setDraft] = useState(initial);
  const [advanced, setAdvanced] = useState(false);
  const test = useCallMutation('llm.test');
  const save = useCallMutation('llm.saveProvider');
  const { config } = draft;
  const key = draft.key.trim();
  const withAddress = needsAddress(config);

  const change = (patch: Partial<ProviderConfig>): void => setDraft({ ...draft, config: { ...config, ...patch } });
  const asked = { provider: configToSave(draft), ...(key === '' ? {} : { key }) };
  const address = (
    <TextField
      label={t('address')}
      value={config.baseUrl ?? ''}
      placeholder={placeholders[config.kind] ?? t('ownAddress')}
      spellCheck={false}
      hint={withAddress ? t(config.kind === 'ollama' ? 'addressHintOllama' : 'addressHint') : undefined}
      onValueChange={(baseUrl) => change({ baseUrl })}
    />
  );

  return (
    <form
      aria-label={t('formLabel', { label: config.label })}
      className="my-3 flex flex-col gap-4 rounded-lg border border-border bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault();
        // The answer may come after the list has taken this form's place: `mutate` would then not tell.
        save.mutateAsync(asked).then(onDone, () => undefined);
      }}
    >
      <TextField label={t('label')} value={config.label} maxLength={100} onValueChange={(label) => change({ label })} />
      {withAddress ? address : null}
      <TextField
        label={t('key')}
        type="password"
        autoComplete="off"
        value={draft.key}
        placeholder={draft.hasKey ? t('keyKept') : draft.needsKey ? '' : t('keyOptional')}
        hint={[
          t(info.capabilities.safeStorage ? 'keyHintSafe' : 'keyHintFile'),
          draft.keyVariable === null ? '' : t('keyHintVariable', { variable: draft.keyVariable }),
        ]
          .filter((part) => part !== '')
          .join(' ')}
        onValueChange={(value) => setDraft({ ...draft, key: value })}
      />
      <ModelField value={config.model} asked={asked} onValueChange={(model) => change({ model })} />
      {advanced ? (
        <>
          {withAddress ? null : address}
          <TextField
            label={t('context')}
            inputMode="numeric"
            value={config.contextTokens === null ? '' : String(config.contextTokens)}
            placeholder={t('contextAuto')}
            hint={t('contextHint')}
            onValueChange={(value) => {
              const tokens = Number.parseInt(value.replace(/\D/g, ''), 10);
              change({ contextTokens: Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null });
            }}
          />
        </>
      ) : (
        <button type="button" className="self-start text-small font-medium text-accent hover:underline" onClick={() => setAdvanced(true)}>
          {t('advanced')}
        </button>
      )}
      <div aria-live="polite">
        {test.isPending ? (
          <span className="flex items-center gap-2 text-muted">
            <Spinner label={t('testing')} /> {t('testing')}
          </span>
        ) : null}
        {test.data === undefined || test.isPending ? null : <TestAnswer result={test.data} onChooseModel={(model) => change({ model })} />}
        {test.error === null ? null : <p className="text-danger">{failureText(test.error)}</p>}
        {save.error === null ? null : <p className="text-danger">{failureText(save.error)}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={test.isPending} onClick={() => test.mutate(asked)}>
          {t('test')}
        </Button>
        <span className="flex-1" />
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button variant="primary" type="submit" disabled={save.isPending || config.label.trim() === ''}>
          {t(exists ? 'save' : 'add')}
        </Button>
      </div>
    </form>
  );
}
