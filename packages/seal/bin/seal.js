#!/usr/bin/env node
// Plain JavaScript that an old Node can read: it says what is wrong, or starts the newer Node that lies beside it.
import { spawnSync } from 'node:child_process';
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

async function run() {
  const source = join(here, '..', 'src', 'cli.ts');
  const { runSeal } = await import(existsSync(source) ? '../src/cli.ts' : '../dist/cli.js');
  process.exitCode = await runSeal(process.argv.slice(2), {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    now: () => new Date(),
    env: process.env,
  });
}

if (majorOf(process.version) >= nodeMajorMin) {
  await run();
} else {
  const newer = findNewerNode();
  if (newer === undefined) {
    process.stderr.write(
      `seal 需要 Node ${nodeMajorMin} 或更新的版本，当前是 ${process.version}。请在仓库中运行 npm ci，或安装 Node ${nodeMajorMin}。\n` +
        `seal needs Node ${nodeMajorMin} or newer, this is ${process.version}. Run npm ci in the repository, or install Node ${nodeMajorMin}.\n`,
    );
    process.exitCode = 2;
  } else {
    const { status } = spawnSync(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    process.exitCode = status ?? 2;
  }
}
