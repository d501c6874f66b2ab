/** Type-checks each layer against only the platform types that layer may use. */
import { runTool } from './tool.ts';

const projects = ['shared', 'electron', 'renderer', 'tests'];

for (const project of projects) {
  const code = await runTool('typescript:tsc', ['-p', `tsconfig.${project}.json`]);
  if (code !== 0) process.exit(code);
}
