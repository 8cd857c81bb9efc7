// SEC-6, DESIGN §3: a crash of either process loses nothing that was acknowledged.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeDataFolder } from '../cli/testing.ts';
import { crashHouse } from './crash.ts';

// The long form: `node scripts/crash.ts --minutes 10`.
test('server and database killed under load: what was acknowledged is there once, and the log verifies', async () => {
  const dataDir = await makeDataFolder();
  try {
    const report = await crashHouse({
      dataDir,
      clients: 6,
      rounds: [
        { victim: 'server', loadMs: 2_000 },
        { victim: 'database', loadMs: 2_000 },
      ],
    });
    expect(report).toMatchObject({ rounds: 2, toldOtherwise: [], faults: [], verdict: { code: 0 } });
    expect(report.sent).toBeGreaterThan(12);
    // the kills came in the midst of work
    expect(report.unanswered).toBeGreaterThan(0);
  } finally {
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  }
}, 180_000);
