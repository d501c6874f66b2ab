/** The words of the shown note in the status bar; a click tells more. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteStatus } from '../../api/view.ts';
import { Popover } from '../../ui/popover.tsx';

export function NoteCounts({ note }: { readonly note: NoteStatus }) {
  const { t, i18n } = useTranslation('app');
  const [counts, setCounts] = useState<ReturnType<NonNullable<NoteStatus['counts']>> | null>(null);
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const label = t(note.selection ? 'status.selectedWords' : 'status.words', { count: note.words, formatted: number(note.words) });
  if (note.counts === undefined) return <span>{label}</span>;
  const { counts: count } = note;
  const selected = counts?.selected ?? null;
  const rows = [
    ['words', counts?.whole.words, selected?.words],
    ['characters', counts?.whole.characters, selected?.characters],
    ['withoutSpaces', counts?.whole.charactersWithoutSpaces, selected?.charactersWithoutSpaces],
    ['readingMinutes', counts?.whole.readingMinutes, selected?.readingMinutes],
  ] as const;

  return (
    <Popover
      side="top"
      title={t('counts.title')}
      // Counted when it is asked for: a long note is not read through at each key.
      onOpenChange={(open) => setCounts(open ? count() : null)}
      trigger={
        <button type="button" aria-label={t('counts.show', { words: label })} className="rounded-sm px-1 hover:bg-hover hover:text-text">
          {label}
        </button>
      }
    >
      <table className="w-full tabular-nums">
        <thead className={selected === null ? 'sr-only' : 'text-small text-muted'}>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('counts.kind')}</span>
            </th>
            <th scope="col" className="pl-6 text-right font-normal">{t('counts.note')}</th>
            {selected === null ? null : <th scope="col" className="pl-6 text-right font-normal">{t('counts.selection')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, whole, part]) => (
            <tr key={name}>
              <th scope="row" className="py-0.5 text-left font-normal text-muted">{t(`counts.${name}`)}</th>
              <td className="pl-6 text-right">{format(name, whole)}</td>
              {selected === null ? null : <td className="pl-6 text-right">{format(name, part)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Popover>
  );

  function format(name: (typeof rows)[number][0], value: number | undefined): string {
    if (value === undefined) return '';
    return name === 'readingMinutes' ? t('counts.minutes', { count: value, formatted: number(value) }) : number(value);
  }
}
