/** `verso append`: puts a text at the end of a note. */
import type { CaptureTarget } from '#shared/model/capture.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { answered, failed, failedWith, stringOption, type VaultCommand } from '../command.ts';
import { findNote, noSuchNote } from '../find-note.ts';
import { readInput } from '../read-input.ts';

export const appendCommand: VaultCommand = {
  name: 'append',
  usage: '<text> [--to <note> | --week | --inbox]',
  summary: "Put a text at the end of today's note, this week's, the inbox or a note; - reads it from standard input",
  options: { to: { type: 'string' }, week: { type: 'boolean' }, inbox: { type: 'boolean' } },
  positionals: { minimum: 1, maximum: Number.POSITIVE_INFINITY },
  needs: 'vault',
  async run(args, context) {
    const { client, signal } = context;
    const named = stringOption(args, 'to');
    const places = [named !== undefined, args.options['week'] === true, args.options['inbox'] === true];
    if (places.filter(Boolean).length > 1) return failedWith('usage', '--to, --week and --inbox exclude each other.');
    let target: CaptureTarget | { readonly path: VaultPath } = args.options['week'] === true ? 'week' : args.options['inbox'] === true ? 'inbox' : 'today';
    if (named !== undefined) {
      const path = await findNote(named, context);
      if (path === null) return noSuchNote(named);
      target = { path };
    }
    const text = await readInput(args.positionals.join(' '));
    if (text.trim() === '') return failedWith('usage', 'There is no text to append.');
    const kept = await client.call('note.capture', { text, target }, { signal });
    return kept.ok ? answered(kept.value, kept.value.path) : failed(kept);
  },
};
