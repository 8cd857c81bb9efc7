import { type FileRoute, type HeldSource, defineFile } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { printLeavingSheet } from '../../print/leaving-sheet.ts';
import { housePrinting } from '../house-printing.ts';
import { LeavingCall } from './contract.ts';
import { readHeld } from './held.ts';
import { leavingPolicy } from './policy.ts';
import { leavingKindTitles } from './rules.ts';
import { db } from './store.ts';

/** The sheet that goes round with who leaves: what is still held, and a place to sign for each who takes it back. */
export function leavingPapers(sources: () => readonly HeldSource[]): readonly FileRoute[] {
  const sheet = defineFile({
    name: 'leaving.sheet',
    title: { zh: '打印离岗交接单', en: 'Print the leaving sheet' },
    input: LeavingCall,
    rule: leavingPolicy['leaving.read'],
    async make(tx, { input, actor }) {
      const row = await tx.readOne(
        db
          .selectFrom('leaving as l')
          .innerJoin('person as p', 'p.id', 'l.person_id')
          .innerJoin('unit as u', 'u.id', 'l.unit_id')
          .selectAll('l')
          .select(['p.name as person', 'p.staff_no', 'u.name as unit'])
          .where('l.id', '=', input.leavingId),
      );
      if (row === undefined) throw new Refusal('not.found');
      const asked = { sources: sources(), personId: row.person_id, kind: row.kind };
      const held = await readHeld(tx, asked);
      const { language } = actor;
      const printing = await housePrinting(tx, { actor, code: `FN-V-${row.id.slice(0, 8).toUpperCase()}` });
      const bytes = await printLeavingSheet(
        {
          person: row.person,
          staffNo: row.staff_no ?? '',
          unit: row.unit,
          kind: leavingKindTitles[row.kind][language],
          lastOn: row.last_on,
          talkedOn: row.talked_on,
          frozenAt: row.frozen_at,
          lines: held.flatMap((group) =>
            group.lines.map((line) => ({
              what: group.title[language],
              number: line.number,
              place: line.place,
            })),
          ),
        },
        printing,
      );
      const fileName = `${language === 'zh' ? '离岗交接单' : 'leaving'} ${row.person}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
    },
  });
  return [sheet];
}
