// Runs a script or an installed tool under the project's own Node (24, from npm's
// optionalDependencies), whatever Node the machine has. Plain JavaScript that Node 20
// can read. See docs/decisions/0002-node-from-npm.md.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const minimumMajor = 24;

/** The absolute path of a Node ≥ 24, or an explanation of how to get one. */
function findNode() {
  const platform = { linux: 'linux', win32: 'win' }[process.platform];
  if (platform) {
    const dir = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin');
    const binary = path.join(dir, process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(binary)) return binary;
  }
  if (Number(process.versions.node.split('.')[0]) >= minimumMajor) return process.execPath;
  console.error(
    `Verso needs Node ${minimumMajor} or newer; this is ${process.versions.node}.\n` +
      (process.platform === 'darwin'
        ? `On macOS install Node ${minimumMajor} (https://nodejs.org), then run the command again.`
        : 'Run "npm ci" first: it brings the right Node along for this platform.'),
  );
  process.exit(1);
}

/** A file of ours as it is; else the file behind the `bin` of an installed package. */
function resolveTarget(name) {
  const own = path.resolve(root, name);
  if (/\.[cm]?[jt]s$/.test(name) && existsSync(own)) return own;
  const [packageName, binName = packageName.split('/').pop()] = name.split(':');
  const manifestPath = path.join(root, 'node_modules', packageName, 'package.json');
  if (!existsSync(manifestPath)) {
    console.error(`"${packageName}" is not installed. Run "npm ci" first.`);
    process.exit(1);
  }
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const file = typeof bin === 'string' ? bin : bin?.[binName];
  if (!file) {
    console.error(`"${packageName}" has no command "${binName}".`);
    process.exit(1);
  }
  return path.join(root, 'node_modules', packageName, file);
}

const [target, ...args] = process.argv.slice(2);
if (!target) {
  console.error('usage: node scripts/run.mjs <script.ts | package[:bin]> [arguments]');
  process.exit(2);
}

const node = findNode();
const child = spawn(node, [resolveTarget(target), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
