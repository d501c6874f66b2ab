import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTests } from './test-report.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verso-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}
const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };
const playwright = { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 4 }, errors: [] };

describe('counting tests', () => {
  it('reads the counts of both runners', () => {
    expect(countTests('vitest', report(vitest), 0)).toEqual({ passed: 3, failed: 0, skipped: 1, flaky: 0 });
    expect(countTests('playwright', report(playwright), 0)).toEqual({ passed: 2, failed: 0, skipped: 4, flaky: 0 });
  });

  it('counts a runner that wrote nothing as a failure', () => {
    expect(countTests('vitest', path.join(folder, 'absent.json'), 0).failed).toBe(1);
  });

  it('counts a runner that crashed behind a clean report as a failure', () => {
    expect(countTests('vitest', report(vitest), 1).failed).toBe(1);
    expect(countTests('playwright', report(playwright), 137).failed).toBe(1);
  });

  it('counts a file that could not be loaded as a failure, and names what passed only when tried again', () => {
    const broken = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countTests('vitest', report(broken), 1).failed).toBe(1);
    const flaky = { ...playwright, stats: { ...playwright.stats, flaky: 1 } };
    expect(countTests('playwright', report(flaky), 0)).toEqual({ passed: 3, failed: 0, skipped: 4, flaky: 1 });
  });

  it('counts a runner that ran nothing as a failure', () => {
    expect(countTests('playwright', report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 9 }, errors: [] }), 0).failed).toBe(1);
  });
});
