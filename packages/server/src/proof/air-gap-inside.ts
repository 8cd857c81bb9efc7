import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { makeDataFolder } from '../cli/testing.ts';
import { settleRealHouse, startReal } from './real-house.ts';

/*
 * Runs inside a network namespace whose only way out ends at nobody's (air-gap.ts makes it).
 * Argument: what is planted in the server's process, as JavaScript, or nothing. Prints one line of JSON.
 */

/** What tried to leave this namespace so far. */
function countAttempts() {
  const devices = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
  // name: eight figures received, then packets sent as the tenth
  const sent = devices
    .map((line) => line.trim().split(/[\s:]+/))
    .filter(([name]) => name !== undefined && name !== '' && name !== 'lo')
    .reduce((sum, fields) => sum + Number(fields[10]), 0);
  return { sent, withoutRoute: withoutRoute4() + withoutRoute6() };
}

function withoutRoute4(): number {
  const [names, values] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Ip:'))
    .map((line) => line.split(' '));
  return Number(values?.[names?.indexOf('OutNoRoutes') ?? -1]);
}

function withoutRoute6(): number {
  return Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(readFileSync('/proc/net/snmp6', 'utf8'))?.[1]);
}

/** A day of a house in short: set-up, sign-ins, pages' queries, a command, a printed form, the log's export. */
async function liveADay(planted: string): Promise<number> {
  const dataDir = await makeDataFolder();
  try {
    const env =
      planted === '' ? {} : { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(planted)}` };
    const { program, address } = await startReal(dataDir, { env });
    const { clerk, registerId } = await settleRealHouse(program, address);
    const made = await clerk.done('carrier.register', {
      registerId,
      medium: 'paper',
      mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
      title: '样例文件',
    });
    const page = z.looseObject({});
    await clerk.ask('carrier.list', {}, page);
    await clerk.ask('carrier.open', { carrierId: made['carrierId'] }, page);
    await clerk.ask('scan.find', { text: '样例' }, page);
    await clerk.ask('home.today', {}, page);
    await fetch(`${address}/api/openapi.json`);
    program.child.kill('SIGTERM');
    await program.finished;
    return 1;
  } finally {
    rmSync(path.dirname(dataDir), { recursive: true, force: true });
  }
}

/** Whether the counters count at all: a connection of this process's own, made last. */
async function tryOut(): Promise<void> {
  await new Promise((resolve) => {
    const socket = connect({ host: '192.0.2.1', port: 80, timeout: 1_500 });
    for (const event of ['timeout', 'error', 'connect']) socket.once(event, resolve);
    socket.once('timeout', () => socket.destroy());
  });
}

const before = countAttempts();
const lived = await liveADay(process.argv[2] ?? '');
const after = countAttempts();
await tryOut();
const proved = countAttempts();
const report = {
  lived,
  sent: after.sent - before.sent,
  withoutRoute: after.withoutRoute - before.withoutRoute,
  own: proved.sent + proved.withoutRoute - after.sent - after.withoutRoute,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
