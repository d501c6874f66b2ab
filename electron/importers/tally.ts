/** Counts what happens to each message of an import, and turns the counts into its report. */
import { z } from 'zod';
import type {
  ImportProgress,
  ImportReport,
  ImportSkipReason,
  ImportSourceKind,
  ImportWarning,
} from '#shared/model/import.ts';

const mostExamples = 100;

const savedSchema = z.object({
  messages: z.number(),
  imported: z.number(),
  unchanged: z.number(),
  updated: z.number(),
  notesCreated: z.number(),
  notesChanged: z.number(),
  attachmentsStored: z.number(),
  skipped: z.record(z.string(), z.number()),
  warnings: z.record(z.string(), z.number()),
  examples: z.array(z.object({ reason: z.string(), id: z.string(), subject: z.string() })),
});

/** Mutable while an import runs; saved in its checkpoints so that a resumed one counts on. */
export class Tally {
  messages = 0;
  imported = 0;
  unchanged = 0;
  updated = 0;
  notesCreated = 0;
  notesChanged = 0;
  attachmentsStored = 0;
  readonly skipped = new Map<ImportSkipReason, number>();
  readonly warnings = new Map<ImportWarning, number>();
  readonly examples: { reason: ImportSkipReason; id: string; subject: string }[] = [];

  skip(reason: ImportSkipReason, id: string, subject: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
    if (this.examples.length < mostExamples) this.examples.push({ reason, id: id.slice(0, 300), subject: subject.slice(0, 300) });
  }

  warn(warning: ImportWarning, times = 1): void {
    if (times > 0) this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + times);
  }

  get skippedTotal(): number {
    let total = 0;
    for (const count of this.skipped.values()) total += count;
    return total;
  }

  save(): z.infer<typeof savedSchema> {
    const { messages, imported, unchanged, updated, notesCreated, notesChanged, attachmentsStored, examples } = this;
    return {
      messages, imported, unchanged, updated, notesCreated, notesChanged, attachmentsStored, examples,
      skipped: Object.fromEntries(this.skipped),
      warnings: Object.fromEntries(this.warnings),
    };
  }

  /** Goes on from what `save` gave. */
  restore(saved: unknown): void {
    const parsed = savedSchema.parse(saved);
    this.messages = parsed.messages;
    this.imported = parsed.imported;
    this.unchanged = parsed.unchanged;
    this.updated = parsed.updated;
    this.notesCreated = parsed.notesCreated;
    this.notesChanged = parsed.notesChanged;
    this.attachmentsStored = parsed.attachmentsStored;
    // Written by `save` above: the keys are reasons.
    for (const [reason, count] of Object.entries(parsed.skipped)) this.skipped.set(reason as ImportSkipReason, count);
    for (const [warning, count] of Object.entries(parsed.warnings)) this.warnings.set(warning as ImportWarning, count);
    this.examples.push(...parsed.examples.map((example) => ({ ...example, reason: example.reason as ImportSkipReason })));
  }

  progress(step: ImportProgress['step'], bytesDone: number, bytesTotal: number): ImportProgress {
    return {
      step,
      bytesDone,
      bytesTotal,
      messagesDone: this.messages,
      notesWritten: this.notesCreated + this.notesChanged,
      skipped: this.skippedTotal,
    };
  }

  report(source: ImportSourceKind, name: string, people: number): ImportReport {
    return { source, name, people, ...this.save(), examples: this.examples };
  }
}
