/** Reads what the test runners wrote, so that a count is never a guess. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of the passed, those that needed a second try. */
  readonly flaky: number;
}

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/**
 * The counts of one runner. A runner that wrote no report, or that ended badly though its report
 * shows no failure, has crashed: that is one failure.
 */
export function countTests(runner: 'vitest' | 'playwright', reportFile: string, exitCode: number): Counts {
  const counts = existsSync(reportFile) ? read(runner, JSON.parse(readFileSync(reportFile, 'utf8'))) : { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  const crashed = exitCode !== 0 && counts.failed === 0;
  const ranNothing = counts.passed === 0 && counts.failed === 0;
  return crashed || ranNothing ? { ...counts, failed: counts.failed + 1 } : counts;
}

function read(runner: 'vitest' | 'playwright', report: unknown): Counts {
  if (runner === 'vitest') {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = vitestSchema.parse(report);
    // A file that cannot be loaded has no tests to count, and is a failure all the same.
    const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests + numTodoTests, flaky: 0 };
  }
  const { stats, errors } = playwrightSchema.parse(report);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped, flaky: stats.flaky };
}
