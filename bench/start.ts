import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { settleRealHouse, startReal } from '../packages/server/src/proof/real-house.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const startMsMax = 3_000;
const starts = 5;
const carriers = 300;

/** (c) From the start of the process to the address, on data that are there. */
export const benchStart: Bench = (report) =>
  withFolder(async (folder) => {
    const dataDir = path.join(folder, 'data');
    const first = await startReal(dataDir);
    const { clerk, registerId } = await settleRealHouse(first.program, first.address);
    for (let i = 0; i < carriers; i += 1) {
      await clerk.done('carrier.register', {
        registerId,
        medium: 'paper',
        mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
        title: `样例文件 ${randomUUID()}`,
      });
    }
    first.program.child.kill('SIGTERM');
    await first.program.finished;
    let running = first.program;
    const took = await timeCalls(
      async () => {
        running = (await startReal(dataDir)).program;
      },
      {
        calls: starts,
        warmUp: 1,
        between: async () => {
          running.child.kill('SIGTERM');
          await running.finished;
        },
      },
    );
    const median = percentile(took, 0.5);
    report({
      bench: 'start: existing data to ready',
      value: round(median, 0),
      unit: 'ms median',
      peer: null,
      ratio: null,
      aim: `≤ ${startMsMax} ms`,
      met: median <= startMsMax,
      more: { carriers, starts, longest: round(percentile(took, 1), 0) },
    });
  });
