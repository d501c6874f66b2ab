import { appendFile, mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openRecordLog } from './record-log.ts';

const schema = z.object({ id: z.string(), at: z.string(), value: z.number() });

describe('a record log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'verso-log-')), 'claims');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

  it('keeps the last record of an id and finds it again after a restart', async () => {
    const log = openRecordLog(folder, 'here', schema);
    await log.refresh();
    await log.put([{ id: 'a', at: '2', value: 1 }]);
    await log.put([{ id: 'a', at: '1', value: 2 }, { id: 'b', at: '1', value: 3 }]);
    const again = openRecordLog(folder, 'here', schema);
    await again.refresh();
    expect(again.all()).toEqual([{ id: 'a', at: '1', value: 2 }, { id: 'b', at: '1', value: 3 }]);
    expect(log.all()).toEqual(again.all());
  });

  it('skips a line that a crash cut short and writes the next one on a line of its own', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'here.jsonl'), '{"id":"a","at":"1","value":1}\n{"id":"b","at":"2","va');
    const log = openRecordLog(folder, 'here', schema);
    await log.refresh();
    expect(log.all().map((record) => record.id)).toEqual(['a']);
    await log.put([{ id: 'c', at: '3', value: 3 }]);
    expect(log.all().map((record) => record.id)).toEqual(['a', 'c']);
    expect(log.damaged).toBe(1);
    expect((await readFile(path.join(folder, 'here.jsonl'), 'utf8')).endsWith('{"id":"c","at":"3","value":3}\n')).toBe(true);
  });

  it('merges two devices by id, the later record winning, and never writes the other file', async () => {
    const here = openRecordLog(folder, 'here', schema);
    const there = openRecordLog(folder, 'there', schema);
    await there.put([{ id: 'a', at: '5', value: 5 }]);
    await here.put([{ id: 'a', at: '4', value: 4 }, { id: 'b', at: '4', value: 4 }]);
    expect(here.get('a')?.value).toBe(5);
    await there.refresh();
    expect(there.all()).toHaveLength(2);
    await appendFile(path.join(folder, 'there.jsonl'), '{"id":"b","at":"9","value":9}\n');
    await here.refresh();
    expect(here.get('b')?.value).toBe(9);
  });

  it('keeps records put at the same time whole', async () => {
    const log = openRecordLog(folder, 'here', schema);
    await Promise.all(Array.from({ length: 20 }, (_, value) => log.put([{ id: String(value), at: '1', value }])));
    const again = openRecordLog(folder, 'here', schema);
    await again.refresh();
    expect(again.all()).toHaveLength(20);
    expect(again.damaged).toBe(0);
  });
});
