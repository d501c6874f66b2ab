/** `npm test`: builds, then every test: unit tests in Node, then the real app in Chromium. Ends with `N passed, N failed`. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { countTests, type Counts } from './test-report.ts';
import { projectRoot, runTool } from './tool.ts';

const reports = path.join(projectRoot, 'test-results');
rmSync(reports, { recursive: true, force: true });

const buildCode = await runTool('scripts/build.ts', ['--if-needed']);
if (buildCode !== 0) {
  console.log('The build failed.\n0 passed, 1 failed');
  process.exit(1);
}

const vitestFile = path.join(reports, 'vitest.json');
const vitestCode = await runTool('vitest:vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestFile}`]);
const playwrightFile = path.join(reports, 'playwright.json');
const playwrightCode = await runTool('@playwright/test:playwright', ['test']);

const all = [countTests('vitest', vitestFile, vitestCode), countTests('playwright', playwrightFile, playwrightCode)];
const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
console.log(`\n${sum('skipped')} skipped, ${sum('flaky')} passed at the second try`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
