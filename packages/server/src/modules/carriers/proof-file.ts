import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { readSuite } from '@fengni/kernel/access/begin-house';
import { toJson } from '@fengni/kernel/command/redact';
import { readEvidence, readRowImages } from '@fengni/kernel/log/evidence';
import { proofBundle } from '@fengni/kernel/log/proof-bundle';
import { keysOfSuite } from '@fengni/kernel/log/tree-store';
import type { VerifierKey } from '@fengni/seal/note';
import { answerWhereWas } from './carrier-page.ts';
import { WhereWasQuery } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { db } from './store.ts';
import { custodies } from './tables.ts';

/**
 * "Where was this copy on that day, and who could have read it", with a proof of every custody event up to that day:
 * one file a third party checks without the program (BEY-2).
 */
export function createProofFile(the: { readonly verifiers: readonly VerifierKey[] }): FileRoute {
  return defineFile({
    name: 'carrier.proof',
    title: { zh: '流转证明', en: 'Proof of custody' },
    input: WhereWasQuery,
    rule: carriersPolicy['carrier.prove'],
    secondFactor: true,
    async make(tx, { input }) {
      const answer = await answerWhereWas(tx, input);
      const stops = await tx.read(
        db
          .selectFrom('custody')
          .select(['id', 'entry_id', 'carrier_id'])
          .where('copy_id', '=', input.copyId)
          .orderBy('happened_at')
          .orderBy('entered_at'),
      );
      const entryOf = new Map(stops.map((stop) => [stop.id, stop.entry_id]));
      const images = await readRowImages(tx, custodies, [...entryOf.keys()]);
      const evidence = await readEvidence(tx, [...entryOf.values()]);
      const open = new Set(evidence.entries.map((entry) => entry.entryId));
      const rows = images.flatMap((image) => {
        const entryId = entryOf.get(image.rowId);
        return entryId !== undefined && open.has(entryId) ? [{ ...image, entryId }] : [];
      });
      const text = proofBundle({
        question: toJson(input),
        answer: toJson({ ...answer, unproven: stops.length - rows.length }),
        rows,
        evidence,
        verifiers: keysOfSuite(the.verifiers, await readSuite(tx)),
      });
      return {
        fileName: `proof-${answer.number}-${answer.copyNo}-${input.day}.json`,
        mediaType: 'application/json',
        bytes: Buffer.from(text, 'utf8'),
        ...(stops[0] === undefined ? {} : { subject: stops[0].carrier_id }),
      };
    },
  });
}
