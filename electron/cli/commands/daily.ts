/** `verso daily`: the note of a day. */
import { isoDay } from '#shared/model/iso-day.ts';
import { answered, failed, failedWith, stringOption, type VaultCommand } from '../command.ts';

export const dailyCommand: VaultCommand = {
  name: 'daily',
  usage: '[--date <2026-11-23>]',
  summary: "Print the path and text of today's note, or a day's; nothing is made before something is written",
  options: { date: { type: 'string' } },
  positionals: { minimum: 0, maximum: 0 },
  needs: 'vault',
  async run(args, { client, signal }) {
    const date = stringOption(args, 'date') ?? isoDay(new Date());
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) return failedWith('usage', '--date is a day like 2026-11-23.');
    const begun = await client.call('note.daily', { date, answers: {} }, { signal });
    if (!begun.ok) return failed(begun);
    const { path, exists, text } = begun.value;
    if (!exists) return answered({ path, exists, text: '' }, `${path}\n(not written yet)`);
    const note = await client.call('note.read', { path }, { signal });
    return note.ok ? answered({ path, exists, text: note.value.text }, `${path}\n${note.value.text.trimEnd() || text.trimEnd()}`) : failed(note);
  },
};
