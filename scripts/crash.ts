import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeDataFolder } from '../packages/server/src/cli/testing.ts';
import { type Victim, crashHouse } from '../packages/server/src/proof/crash.ts';

/**
 * The long form of the crash test: `node scripts/crash.ts --minutes 10`. Server and database are killed in turn at
 * moments drawn by lot. It proves death of processes only: a power cut takes the page cache too, and with `fsync` off
 * this passes all the same. Exit code 0 when everything acknowledged is there once and the log verifies.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, clients: { type: 'string', default: '8' } },
});
const until = performance.now() + Number(values.minutes) * 60_000;

function* rounds(): Generator<{ victim: Victim; loadMs: number }> {
  for (let round = 0; performance.now() < until; round += 1) {
    yield { victim: round % 2 === 0 ? 'server' : 'database', loadMs: 200 + Math.random() * 6_000 };
  }
}

const dataDir = await makeDataFolder();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  const report = await crashHouse({ dataDir, clients: Number(values.clients), rounds: rounds(), say });
  say(JSON.stringify(report, null, 1));
  say('This proves death of processes, not a power cut.');
  const sound = report.faults.length === 0 && report.toldOtherwise.length === 0 && report.verdict.code === 0;
  process.exitCode = sound ? 0 : 1;
} finally {
  await rm(path.dirname(dataDir), { recursive: true, force: true });
}
