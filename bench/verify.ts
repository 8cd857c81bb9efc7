import { hash, randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { encodeLeaf } from '@fengni/seal/canonical';
import { signCheckpoint } from '@fengni/seal/checkpoint';
import { writeExport } from '@fengni/seal/export';
import { leafHash } from '@fengni/seal/hash';
import { generateSignerKey, verifierKeyOf } from '@fengni/seal/note';
import { appendLeaves, emptyFrontier, rootOf } from '@fengni/seal/tree';
import { verifyExport } from '@fengni/seal/verify';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const entries = 300_000;
const rounds = 5;
const ratioMin = 0.5;
const origin = 'bench.example/log';

function makeEntries(): Buffer[] {
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: entries }, (_, i) =>
    encodeLeaf({
      version: 1,
      id: randomUUID(),
      time: new Date(start + i * 1000).toISOString(),
      commitment: randomBytes(32),
    }),
  );
}

/**
 * (d) `seal verify` over an export on disk, against the bare hashes a tree of these entries consists of, one for each
 * entry and one for each inner node (RFC 6962), in memory and by Node's fastest way.
 */
export const benchVerify: Bench = (report) =>
  withFolder(async (folder) => {
    const leaves = makeEntries();
    const signer = generateSignerKey({ name: origin, kind: 'ed25519' });
    const { frontier } = appendLeaves(emptyFrontier, leaves.map(leafHash));
    const checkpoint = signCheckpoint({ origin, size: entries, root: rootOf(frontier) }, [signer]);
    const dir = path.join(folder, 'export');
    await writeExport(dir, { checkpoint, verifierKeys: [verifierKeyOf(signer)], readLeaves: leaves });
    const verified = await timeCalls(
      async () => {
        const { verdict } = await verifyExport({ dir, now: new Date() });
        if (verdict !== 'intact') throw new Error(`the export is ${verdict}`);
      },
      { calls: rounds, warmUp: 1 },
    );
    const node = randomBytes(65);
    const hashed = await timeCalls(
      async () => {
        for (const leaf of leaves) hash('sha256', leaf, 'binary');
        for (let i = 1; i < entries; i += 1) hash('sha256', node, 'binary');
      },
      { calls: rounds, warmUp: 1 },
    );
    const perSecond = (took: readonly number[]): number => (entries / percentile(took, 0.5)) * 1000;
    const ratio = perSecond(verified) / perSecond(hashed);
    report({
      bench: 'seal verify',
      value: round(perSecond(verified), 0),
      unit: 'entries/s',
      peer: round(perSecond(hashed), 0),
      ratio: round(ratio),
      aim: `≥ ${ratioMin} of bare hashing`,
      met: ratio >= ratioMin,
      more: { entries },
    });
  });
