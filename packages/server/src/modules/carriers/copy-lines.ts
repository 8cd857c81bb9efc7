import { defineQuery } from '@fengni/kernel/command/define';
import { CopyLines, CopyLinesQuery } from './contract.ts';
import { levelToken } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { copiesAtOnceMax } from './rules.ts';
import { db } from './store.ts';

/** Copies with what decides which way they may go, for pages that take several at once. */
export const copyLines = defineQuery({
  name: 'copy.lines',
  title: { zh: '所选载体各份', en: 'Chosen copies' },
  input: CopyLinesQuery,
  output: CopyLines,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const { copyIds, carrierIds, state } = input;
    if (copyIds.length + carrierIds.length === 0) return { rows: [], more: false };
    const rows = await tx.read(
      db
        .selectFrom('copy as c')
        .innerJoin('carrier as k', 'k.id', 'c.carrier_id')
        .leftJoin('carrier_matter as m', 'm.id', 'k.id')
        .leftJoin('register as r', 'r.id', 'k.register_id')
        .leftJoin('person as h', 'h.id', 'c.holder_id')
        .select([
          'c.id as copyId',
          'c.copy_no as copyNo',
          'c.state',
          'h.name as holder',
          'c.place',
          'k.id as carrierId',
          'k.number',
          'k.mark',
          'k.scheme',
          'k.level',
          'm.title',
          'k.register_id as registerId',
          'r.name as register',
          'k.recall_id as recallId',
        ])
        .where((eb) =>
          eb.or([
            ...(copyIds.length === 0 ? [] : [eb('c.id', 'in', copyIds)]),
            ...(carrierIds.length === 0
              ? []
              : [
                  eb.and([
                    eb('c.carrier_id', 'in', carrierIds),
                    ...(state === null ? [] : [eb('c.state', '=', state)]),
                  ]),
                ]),
          ]),
        )
        .orderBy('k.number_sort')
        .orderBy('c.copy_no')
        .limit(copiesAtOnceMax + 1),
    );
    return {
      rows: rows.slice(0, copiesAtOnceMax).map((row) => ({
        ...row,
        register: row.register ?? '',
        levelToken: levelToken(row.scheme, row.level, row.mark),
      })),
      more: rows.length > copiesAtOnceMax,
    };
  },
});
