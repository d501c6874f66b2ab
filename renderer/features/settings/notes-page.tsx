/** How notes are kept: days, links, deletion, and which sources take part. */
import { format } from 'date-fns';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '#shared/model/period.ts';
import { useApp } from '../../api/app-info.ts';
import { useCall } from '../../api/query.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SettingGroup, SettingRow } from './setting-row.tsx';
import { useUpdateSettings } from './use-update-settings.ts';

const linkStyles = ['shortest', 'relative', 'absolute'] as const;
const weekStarts = ['language', 'monday', 'sunday'] as const;
const noteModes = ['editing', 'reading', 'source'] as const;
const deleteTargets = ['vault-trash', 'system-trash'] as const;

export function NotesPage() {
  const { t } = useTranslation('settings');
  const { info } = useApp();
  const { settings, update } = useUpdateSettings();
  const places = useCall('calendar.places', {}, { enabled: info.vault !== null });
  const obsidian = (period: Period): boolean => places.data?.[period].from === 'obsidian';
  const obsidianTemplates = places.data?.templates.from === 'obsidian';
  const targets = deleteTargets.filter((target) => target === 'vault-trash' || info.capabilities.systemTrash);
  const spelling = info.shell !== 'electron' ? 'browser' : info.platform === 'darwin' ? 'system' : 'choice';
  return (
    <>
      <SettingGroup title={t('editor.title')}>
        <SettingRow title={t('editor.mode')} text={t('editor.modeText')}>
          <Select
            label={t('editor.mode')}
            value={settings.noteMode}
            options={noteModes.map((value) => ({ value, label: t(`editor.modes.${value}`) }))}
            onValueChange={(noteMode) => update({ noteMode })}
          />
        </SettingRow>
        <SettingRow title={t('editor.spellCheck')}>
          <Switch label={t('editor.spellCheck')} checked={settings.spellCheck} onCheckedChange={(spellCheck) => update({ spellCheck })} />
        </SettingRow>
        <SettingRow title={t('editor.spellLanguages')} text={t(`editor.spellLanguagesText.${spelling}`)}>
          {spelling === 'choice' ? (
            <CommittedField
              label={t('editor.spellLanguages')}
              value={settings.spellLanguages.join(', ')}
              problemOf={(value) => (languagesIn(value) === null ? t('editor.badLanguages') : null)}
              onCommit={(value) => update({ spellLanguages: languagesIn(value) ?? [] })}
            />
          ) : null}
        </SettingRow>
        <SettingRow title={t('editor.lineNumbers')}>
          <Switch label={t('editor.lineNumbers')} checked={settings.sourceLineNumbers} onCheckedChange={(sourceLineNumbers) => update({ sourceLineNumbers })} />
        </SettingRow>
        <SettingRow title={t('editor.vim')} text={t('editor.vimText')}>
          <Switch label={t('editor.vim')} checked={settings.sourceVim} onCheckedChange={(sourceVim) => update({ sourceVim })} />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('daily.title')} {...(obsidian('day') ? { text: t('followsObsidian', { folder: places.data?.day.folder ?? '' }) } : {})}>
        <SettingRow title={t('daily.folder')} text={t('daily.folderText')}>
          <CommittedField
            label={t('daily.folder')}
            value={settings.dailyFolder}
            problemOf={(value) => (isFolder(value) ? null : t('daily.badFolder'))}
            onCommit={(dailyFolder) => update({ dailyFolder })}
          />
        </SettingRow>
        <SettingRow title={t('daily.format')} text={t('daily.formatText', { example: sample(settings.dailyFormat) ?? '' })}>
          <CommittedField
            label={t('daily.format')}
            value={settings.dailyFormat}
            problemOf={(value) => (sample(value) === null ? t('daily.badFormat') : null)}
            onCommit={(dailyFormat) => update({ dailyFormat })}
          />
        </SettingRow>
        <SettingRow title={t('daily.template')} text={t('daily.templateText')}>
          <CommittedField label={t('daily.template')} value={settings.dailyTemplate} problemOf={() => null} onCommit={(dailyTemplate) => update({ dailyTemplate })} />
        </SettingRow>
        <SettingRow title={t('daily.onStart')}>
          <Switch label={t('daily.onStart')} checked={settings.openDailyOnStart} onCheckedChange={(openDailyOnStart) => update({ openDailyOnStart })} />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('weekly.title')} {...(obsidian('week') ? { text: t('followsObsidian', { folder: places.data?.week.folder ?? '' }) } : {})}>
        <SettingRow title={t('weekly.folder')} text={t('daily.folderText')}>
          <CommittedField
            label={t('weekly.folder')}
            value={settings.weeklyFolder}
            problemOf={(value) => (isFolder(value) ? null : t('daily.badFolder'))}
            onCommit={(weeklyFolder) => update({ weeklyFolder })}
          />
        </SettingRow>
        <SettingRow title={t('weekly.format')} text={t('weekly.formatText', { example: sample(settings.weeklyFormat) ?? '' })}>
          <CommittedField
            label={t('weekly.format')}
            value={settings.weeklyFormat}
            problemOf={(value) => (sample(value) === null ? t('daily.badFormat') : null)}
            onCommit={(weeklyFormat) => update({ weeklyFormat })}
          />
        </SettingRow>
        <SettingRow title={t('weekly.template')} text={t('daily.templateText')}>
          <CommittedField label={t('weekly.template')} value={settings.weeklyTemplate} problemOf={() => null} onCommit={(weeklyTemplate) => update({ weeklyTemplate })} />
        </SettingRow>
        <SettingRow title={t('weekly.start')}>
          <Select
            label={t('weekly.start')}
            value={settings.weekStart}
            options={weekStarts.map((value) => ({ value, label: t(`weekStarts.${value}`) }))}
            onValueChange={(weekStart) => update({ weekStart })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('templates.title')} text={obsidianTemplates ? t('followsObsidian', { folder: places.data?.templates.folder ?? '' }) : t('templates.text')}>
        <SettingRow title={t('templates.folder')} text={t('templates.folderText')}>
          <CommittedField
            label={t('templates.folder')}
            value={settings.templatesFolder}
            problemOf={(value) => (isFolder(value) ? null : t('daily.badFolder'))}
            onCommit={(templatesFolder) => update({ templatesFolder })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('capture.title')} text={t('capture.text')}>
        <SettingRow title={t('capture.inbox')} text={t('capture.inboxText')}>
          <CommittedField
            label={t('capture.inbox')}
            value={settings.inboxPath}
            problemOf={(value) => (value !== '' && isFolder(value) ? null : t('capture.badInbox'))}
            onCommit={(inboxPath) => update({ inboxPath })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('files.title')}>
        <SettingRow title={t('files.linkStyle')} text={t('files.linkStyleText')}>
          <Select
            label={t('files.linkStyle')}
            value={settings.linkStyle}
            options={linkStyles.map((value) => ({ value, label: t(`linkStyles.${value}`) }))}
            onValueChange={(linkStyle) => update({ linkStyle })}
          />
        </SettingRow>
        <SettingRow title={t('files.attachments')} text={t('files.attachmentsText')}>
          <CommittedField
            label={t('files.attachments')}
            value={settings.attachmentFolder}
            problemOf={(value) => (/^\/.|\\|(^|\/)\.\.(\/|$)/.test(value) ? t('files.badAttachments') : null)}
            onCommit={(attachmentFolder) => update({ attachmentFolder })}
          />
        </SettingRow>
        <SettingRow title={t('files.deleteTo')} text={t(`deleteToText.${settings.deleteTo}`)}>
          <Select
            label={t('files.deleteTo')}
            value={settings.deleteTo}
            options={targets.map((value) => ({ value, label: t(`deleteTargets.${value}`) }))}
            onValueChange={(deleteTo) => update({ deleteTo })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('history.title')} text={t('history.text')}>
        <SettingRow title={t('history.days')} text={settings.historyDays === 0 ? t('history.forEver') : t('history.daysText')}>
          <CommittedField
            label={t('history.days')}
            value={String(settings.historyDays)}
            problemOf={(value) => (isCount(value, 0, 36_500) ? null : t('history.badNumber'))}
            onCommit={(value) => update({ historyDays: Number(value) })}
          />
        </SettingRow>
        <SettingRow title={t('history.megabytes')} text={t('history.megabytesText')}>
          <CommittedField
            label={t('history.megabytes')}
            value={String(settings.historyMegabytes)}
            problemOf={(value) => (isCount(value, 10, 1_000_000) ? null : t('history.badNumber'))}
            onCommit={(value) => update({ historyMegabytes: Number(value) })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('sources.title')} text={t('sources.text')}>
        <SettingRow title={t('sources.show')} text={t('sources.showText')}>
          <Switch label={t('sources.show')} checked={settings.showSources} onCheckedChange={(showSources) => update({ showSources })} />
        </SettingRow>
        <SettingRow title={t('sources.folders')} text={t('sources.foldersText')}>
          <CommittedField
            label={t('sources.folders')}
            value={settings.sourceFolders.join(', ')}
            problemOf={() => null}
            onCommit={(text) =>
              update({
                sourceFolders: text
                  .split(',')
                  .map((folder) => folder.trim().replace(/^\/+|\/+$/g, ''))
                  .filter((folder) => folder !== ''),
              })
            }
          />
        </SettingRow>
      </SettingGroup>
    </>
  );
}

/** Whether a text names a folder inside the vault; empty is the vault itself. */
function isFolder(value: string): boolean {
  return !/^\/|\\|(^|\/)\.\.?(\/|$)/.test(value);
}

/** `en-GB, de` as a list; null where something in it names no language. */
function languagesIn(value: string): string[] | null {
  const named = value.split(',').map((each) => each.trim()).filter((each) => each !== '');
  return named.length <= 10 && named.every((each) => /^[a-z]{2,3}(?:[-_][a-z]{2,8})?$/iu.test(each)) ? named : null;
}

function isCount(value: string, least: number, most: number): boolean {
  return /^\d+$/.test(value.trim()) && Number(value) >= least && Number(value) <= most;
}

function sample(pattern: string): string | null {
  try {
    return pattern.trim() === '' ? null : format(new Date(), pattern, { useAdditionalDayOfYearTokens: true, useAdditionalWeekYearTokens: true });
  } catch {
    return null;
  }
}

interface CommittedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problemOf: (value: string) => string | null;
  readonly onCommit: (value: string) => void;
}

/** A field whose text is kept when it is left or Enter is pressed, and only where it makes sense. */
function CommittedField({ label, value, problemOf, onCommit }: CommittedFieldProps) {
  const [text, setText] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  if (value !== lastValue) {
    setLastValue(value);
    setText(value);
  }
  const problem = problemOf(text);
  const commit = (): void => {
    if (problem === null && text.trim() !== value) onCommit(text.trim());
  };
  return (
    <TextField
      hideLabel
      label={label}
      value={text}
      spellCheck={false}
      error={problem}
      onValueChange={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      className="w-56"
    />
  );
}
