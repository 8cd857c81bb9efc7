import { openFile } from '@fengni/kernel/command/run-query';
import { transact } from '@fengni/kernel/command/transact';
import { textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import {
  examineAll,
  openExaminer,
} from '../packages/server/src/modules/vault/examination/start-examinations.ts';
import { db } from '../packages/server/src/modules/vault/store.ts';
import { makeDocument } from './chinese-text.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { type Stage, withFolder, withStage } from './stage.ts';

const pagesWanted = 40;
const pageMsMax = 150;
const calls = { calls: 80, warmUp: 8 };
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });

/** A page of an electronic copy, from the request to the image with its watermark: sight, deciphering, drawing, and the entry in the log. */
export const benchVaultPages: Bench = (report) =>
  withStage((stage) =>
    withFolder(async (folder) => {
      const { world, vault } = stage;
      await vault.create({ passphrase: 'bench bench bench', suite: 'intl' });
      const { examiner, close } = await openExaminer({ kernel: world.kernel, copiesFolder: folder });
      try {
        const { copyId, session } = await keepDocument(stage, examiner);
        for (const width of [900, 1800] as const) {
          let bytes = 0;
          const took = await timeCalls(async (at) => {
            const input = { copyId, page: 1 + (at % pagesWanted), width };
            const read = { name: 'vault.page', input, sessionHash: session, terminal: 'bench' };
            bytes = (await openFile(world.kernel, read)).bytes.length;
          }, calls);
          const p95 = percentile(took, 0.95);
          report({
            bench: `vault-pages: a page ${width} wide`,
            value: round(p95),
            unit: 'ms p95',
            peer: null,
            ratio: null,
            aim: `≤ ${pageMsMax} ms`,
            met: p95 <= pageMsMax,
            more: { p50: round(percentile(took, 0.5)), bytes },
          });
        }
      } finally {
        await close();
      }
    }),
  );

async function keepDocument(
  { world, vault }: Stage,
  examiner: Awaited<ReturnType<typeof openExaminer>>['examiner'],
): Promise<{ copyId: string; session: string }> {
  const { kernel } = world;
  const { id } = await world.person('甲一', 'north');
  await world.clear(id, 'cn-state-secret', 3);
  await world.hold(id, 'document-clerk', 'north');
  const session = await world.signIn(id);
  const register = await world.done(await world.as('officer', 'north'), 'register.open', {
    unitId: world.units.north.id,
    kind: 'carrier',
    name: '样例台账',
  });
  const bytes = Buffer.from(Array.from({ length: 90 }, (_, i) => makeDocument(i + 1, 6).text).join('\n\n'));
  const begun = await world.done(session, 'vault.beginUpload', { size: bytes.length, name: '长文.txt' });
  const uploadId = textOf(begun, 'uploadId');
  const object = await transact(
    kernel,
    { sessionHash: session, entryId: kernel.newId(), mode: 'read only' },
    (tx) =>
      tx.readOne(
        db
          .selectFrom('upload as u')
          .innerJoin('vault_object as o', 'o.id', 'u.object_id')
          .selectAll('o')
          .where('u.id', '=', uploadId),
      ),
  );
  if (object === undefined) throw new Error('the upload has its object');
  await vault.append(object, { offset: 0, source: once(bytes), ends: bytes.length });
  await world.done(session, 'vault.finishUpload', { uploadId });
  await examineAll({ kernel, vault, examiner }, new AbortController().signal);
  const made = Made.parse(
    await world.done(session, 'carrier.register', {
      registerId: register['registerId'],
      medium: 'electronic',
      mark: { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 5 } },
      title: '长文',
    }),
  );
  const copyId = made.copies[0]?.copyId ?? '';
  await world.done(session, 'vault.attach', { uploadId, carrierId: made.carrierId, copyId });
  return { copyId, session };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
