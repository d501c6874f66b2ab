/** The kept texts of a note, newest first, by day. */
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../ui/class-names.ts';
import { RovingList } from '../../../ui/roving-list.tsx';
import type { Sitting } from './sittings.ts';

export interface TimelineProps {
  readonly sittings: readonly Sitting[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
}

const rowHeightPx = 48;

export function Timeline({ sittings, chosenId, onChoose }: TimelineProps) {
  const { t, i18n } = useTranslation('history');
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero' });
  const detailOf = ({ last, before, saves }: Sitting): string =>
    [
      t(`reason.${last.reason}`),
      ...(before === null ? [t('first')] : [t('bytes', { formatted: number.format(last.sizeBytes - before.sizeBytes) })]),
      ...(saves > 1 ? [t('saves', { count: saves })] : []),
    ].join(' · ');
  return (
    <RovingList
      label={t('timeline')}
      role="listbox"
      items={sittings}
      keyOf={({ last }) => last.id}
      textOf={({ last }) => date.format(last.takenMs)}
      itemHeightPx={rowHeightPx}
      currentKey={chosenId}
      onItemKey={({ last }, event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return false;
        onChoose(last.id);
        return true;
      }}
      renderItem={(sitting, roving) => {
        const { last } = sitting;
        return (
          <div
            {...roving}
            role="option"
            aria-selected={last.id === chosenId}
            onClick={() => onChoose(last.id)}
            onFocus={() => {
              roving.onFocus();
              onChoose(last.id);
            }}
            style={{ height: rowHeightPx }}
            className={classNames('mx-1.5 flex flex-col justify-center rounded-md px-2.5 select-none', last.id === chosenId ? 'bg-selected' : 'hover:bg-hover')}
          >
            <time dateTime={new Date(last.takenMs).toISOString()} className="text-ui font-medium tabular-nums">
              {date.format(last.takenMs)}
            </time>
            <span className="truncate text-small text-muted">{detailOf(sitting)}</span>
          </div>
        );
      }}
      className="w-60 shrink-0 overflow-y-auto border-r border-border bg-sunken py-1.5 @max-2xl:w-44 @max-lg:w-36"
    />
  );
}
