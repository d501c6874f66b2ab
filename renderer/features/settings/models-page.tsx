/** Connecting models: which are there, what each is used for, and where keys are kept. */
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '#shared/model/llm.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall, useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { useToast } from '../../ui/toast.tsx';
import { draftFromPreset, draftFromProvider, type ProviderDraft } from './provider-draft.ts';
import { ProviderForm } from './provider-form.tsx';
import { PurposeChoices } from './purpose-choices.tsx';
import { SettingGroup } from './setting-row.tsx';

export function ModelsPage() {
  const { t } = useTranslation('models');
  const { info } = useApp();
  const toast = useToast();
  const failureText = useFailureText();
  const settings = useCall('llm.settings', {});
  const presets = useCall('llm.presets', {});
  const removal = useCallMutation('llm.removeProvider');
  const [draft, setDraft] = useState<ProviderDraft | null>(null);
  const [removing, setRemoving] = useState<ProviderView | null>(null);
  const providers = settings.data?.providers ?? [];

  const connect = (
    <Menu
      trigger={
        <Button variant={providers.length === 0 ? 'primary' : 'secondary'} icon={<Plus size={15} aria-hidden />}>
          {t('connect')}
        </Button>
      }
      items={(presets.data?.presets ?? []).map((preset) => ({
        id: preset.id,
        label: preset.label,
        run: () => setDraft(draftFromPreset(preset, providers.map((provider) => provider.id))),
      }))}
    />
  );

  if (settings.error !== null) {
    return <ErrorState title={t('failed')} text={failureText(settings.error)} actions={<Button onClick={() => void settings.refetch()}>{t('retry')}</Button>} />;
  }
  return (
    <>
      <SettingGroup title={t('title')} text={t('text')}>
        {settings.isPending ? <Skeleton label={t('loading')} className="py-4" /> : null}
        {settings.data !== undefined && providers.length === 0 && draft === null ? (
          <EmptyState compact icon={<KeyRound size={24} strokeWidth={1.5} aria-hidden />} title={t('emptyTitle')} text={t('emptyText')} actions={connect} />
        ) : null}
        <ul>
          {providers.map((provider) => (
            <li key={provider.id} className="border-b border-border last:border-b-0">
              {draft?.config.id === provider.id ? (
                <ProviderForm initial={draft} exists onDone={() => setDraft(null)} />
              ) : (
                <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
                  <div className="min-w-52 flex-1">
                    <div className="flex items-center gap-2 font-medium">
                      {provider.label}
                      {provider.local ? (
                        <span className="rounded-sm bg-positive-soft px-1.5 text-caption font-medium text-positive">{t('local')}</span>
                      ) : null}
                    </div>
                    <div className="text-small break-words text-muted">
                      {[provider.model === '' ? t('noModel') : provider.model, t(`keyPlace.${provider.hasKey ? provider.keyPlace : 'none'}`)].join(' · ')}
                    </div>
                  </div>
                  <Button onClick={() => setDraft(draftFromProvider(provider))}>{t('edit')}</Button>
                  <Button variant="quiet" onClick={() => setRemoving(provider)}>
                    {t('remove')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
        {draft !== null && providers.every((provider) => provider.id !== draft.config.id) ? (
          <ProviderForm key={draft.config.id} initial={draft} exists={false} onDone={() => setDraft(null)} />
        ) : null}
        {providers.length > 0 && draft === null ? <div className="pt-3">{connect}</div> : null}
        <p className="pt-3 text-small text-muted text-pretty">{t(info.capabilities.safeStorage ? 'keysInSafeStorage' : 'keysInFile')}</p>
      </SettingGroup>
      {settings.data !== undefined && providers.length > 0 ? <PurposeChoices settings={settings.data} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null);
        }}
        title={t('confirmRemove', { label: removing?.label ?? '' })}
        description={t('confirmRemoveText')}
        confirmLabel={t('remove')}
        cancelLabel={t('cancel')}
        onConfirm={() => {
          if (removing === null) return;
          removal.mutate({ id: removing.id }, { onError: (error) => toast({ title: failureText(error), problem: true }) });
        }}
      />
    </>
  );
}
