/** Reads from Chromium's trace what each key cost the page's main thread, and when it was seen. */
import { z } from 'zod';

const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  ts: z.number().default(0),
  dur: z.number().optional(),
  /** Processor time of the thread, in microseconds as all times here. */
  tdur: z.number().optional(),
  pid: z.number(),
  tid: z.number(),
  id: z.string().optional(),
  id2: z.object({ local: z.string().optional() }).optional(),
  args: z.record(z.string(), z.unknown()).default({}),
});
type TraceEvent = z.infer<typeof eventSchema>;

export interface PaintedKey {
  /** Processor time of the page's main thread from the key's arrival until it was painted. */
  readonly workMs: number;
  /** From the key's arrival to its frame on the screen. */
  readonly latencyMs: number;
}

export function readTrace(buffer: Buffer): readonly TraceEvent[] {
  const parsed = z.object({ traceEvents: z.array(z.unknown()) }).parse(JSON.parse(buffer.toString('utf8')));
  return parsed.traceEvents.flatMap((event) => {
    const read = eventSchema.safeParse(event);
    return read.success ? [read.data] : [];
  });
}

/** Every event of this type with the paint that showed it, in order. */
export function keysPainted(events: readonly TraceEvent[], type: string): readonly PaintedKey[] {
  const timings = eventTimings(events).filter((timing) => timing.type === type);
  const first = timings[0];
  if (first === undefined) return [];
  const tasks = events.filter((event) => event.pid === first.pid && event.tid === first.tid && event.ph === 'X' && event.name === 'RunTask').map(({ ts, dur = 0, tdur }) => ({ from: ts, to: ts + dur, cpu: tdur ?? dur }));
  return timings.map((timing, index) => {
    const next = timings[index + 1]?.from ?? timing.from + 500_000;
    return {
      workMs: busy(tasks, timing.from, Math.min(timing.to, next)) / 1000,
      latencyMs: (timing.to - timing.from) / 1000,
    };
  });
}

interface Timing {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly pid: number;
  readonly tid: number;
}

/** `EventTiming` begins when the event arrived and ends when the frame that followed was presented. */
function eventTimings(events: readonly TraceEvent[]): Timing[] {
  const open = new Map<string, TraceEvent>();
  const timings: Timing[] = [];
  for (const event of events.filter(({ name }) => name === 'EventTiming').sort((left, right) => left.ts - right.ts)) {
    const id = `${event.pid} ${event.id ?? event.id2?.local ?? ''}`;
    if (event.ph === 'b') open.set(id, event);
    const begun = open.get(id);
    if (event.ph !== 'e' || begun === undefined) continue;
    open.delete(id);
    const data = begun.args['data'];
    const type: unknown = typeof data === 'object' && data !== null && 'type' in data ? data.type : '';
    timings.push({ type: String(type), from: begun.ts, to: event.ts, pid: begun.pid, tid: begun.tid });
  }
  return timings;
}

interface Task {
  readonly from: number;
  readonly to: number;
  readonly cpu: number;
}

/** Processor time of the tasks within a stretch; of one that reaches out of it, its share. */
function busy(tasks: readonly Task[], from: number, to: number): number {
  return tasks.reduce((sum, task) => {
    const inside = Math.max(0, Math.min(task.to, to) - Math.max(task.from, from));
    return inside === 0 ? sum : sum + task.cpu * (inside / (task.to - task.from));
  }, 0);
}
