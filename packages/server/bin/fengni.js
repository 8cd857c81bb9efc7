#!/usr/bin/env node
// Plain JavaScript that an old Node can read: it says what is wrong, or starts the newer Node that lies beside it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const nodeMajorMin = 24;
const here = dirname(fileURLToPath(import.meta.url));

function majorOf(version) {
  return Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
}

/** `node_modules/.bin/node` of this folder or one above it, if it is new enough. */
function findNewerNode() {
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', 'node');
    if (existsSync(candidate)) {
      const { stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
      if (majorOf(stdout ?? '') >= nodeMajorMin) return candidate;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/** Hands everything over to the newer Node: arguments, terminal, signals, exit code. */
function runWith(newer) {
  const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

if (majorOf(process.version) >= nodeMajorMin) {
  const source = join(here, '..', 'src', 'main.ts');
  await import(existsSync(source) ? '../src/main.ts' : '../dist/main.js');
} else {
  const newer = findNewerNode();
  if (newer === undefined) {
    process.stderr.write(
      `封泥需要 Node ${nodeMajorMin} 或更新的版本，当前是 ${process.version}。请在程序文件夹中运行 npm ci（会装上自带的 Node），或安装 Node ${nodeMajorMin}。\n` +
        `Fengni needs Node ${nodeMajorMin} or newer, this is ${process.version}. Run npm ci in the program's folder (it brings its own Node), or install Node ${nodeMajorMin}.\n`,
    );
    process.exitCode = 1;
  } else {
    runWith(newer);
  }
}
