import { readDecisions } from '@fengni/kernel/approval/requests';
import { type FileRoute, type LoadTx, type MadeFile, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { builtinPacks } from '@fengni/schemes/packs';
import type { Signed } from '../../../print/blocks.ts';
import type { Printing } from '../../../print/canvas.ts';
import {
  type DeterminationRecord,
  printDetermination,
  printUpwardReport,
} from '../../../print/determination.ts';
import { housePrinting } from '../../house-printing.ts';
import { DeterminationQuery } from './contract.ts';
import { selectDeterminations } from './lines.ts';
import { readMatterView } from './matter-view.ts';
import { determinationPolicy } from './policy.ts';
import { derivationTitles, exclusionTitles, kindTitles } from './rules.ts';
import { refuse } from './store.ts';

async function readRow(tx: LoadTx, determinationId: string) {
  const row = await tx.readOne(
    selectDeterminations()
      .leftJoin('person as r', 'r.id', 'd.reviewer_id')
      .select(['r.name as reviewer'])
      .where('d.id', '=', determinationId),
  );
  const matter = row === undefined ? null : await readMatterView(tx, row);
  // the paper is the matter: who may only handle prints none
  if (row === undefined || matter === null) throw new Refusal('not.found');
  return { row, matter };
}
type Found = Awaited<ReturnType<typeof readRow>>;

/** How the answer of the superior stands on the record. */
function answerWords({ row, matter }: Found): string {
  if (row.answer === null) return '';
  return [row.answered_on, matter.answeredBy, matter.answerNo, matter.answerWords]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

async function recordOf(
  tx: LoadTx,
  the: { readonly found: Found; readonly printing: Printing },
): Promise<DeterminationRecord> {
  const { row, matter } = the.found;
  const { lang = 'zh', timeZone = 'UTC' } = the.printing;
  const consents = await readDecisions(tx, {
    subjectId: row.id,
    commands: ['determination.submit'],
    consentsOnly: true,
  });
  const signed = (personId: string | null, name: string | null): Signed => {
    // who took both steps signs each with his first
    const one = consents.findLast((consent) => consent.personId === personId);
    return { name: one?.person ?? name ?? undefined, at: one?.decidedAt };
  };
  const decider = row.decided_by ?? row.decider_id;
  const at = (day: Date | null) => (day === null ? undefined : houseDate(day, timeZone));
  return {
    number: row.number ?? '',
    unit: row.unit,
    matter: matter.title,
    kind: kindTitles[row.kind][lang],
    mark: row.mark,
    content: matter.content,
    harm: matter.harm,
    basis: matter.citation,
    sources: matter.sources.map((one) => `${one.name} ${one.mark} ${derivationTitles[one.manner][lang]}`),
    keyPoints: matter.keyPoints,
    ruledOut: matter.ruledOut.map((one) => exclusionTitles[one][lang]),
    scope: [
      ...matter.scope.persons.map((one) => one.name),
      ...matter.scope.posts.map((one) => `${one.unit} ${one.name}`),
    ],
    condition: matter.condition,
    answer: answerWords(the.found),
    draftedOn: at(row.drafted_at),
    decidedOn: at(row.decided_at),
    derived: row.kind === 'derived',
    stateSecret: builtinPacks.get(row.scheme)?.kind === 'state-secret',
    drafter: { name: row.drafter, at: row.drafted_at },
    reviewer: signed(row.reviewer_id, row.reviewer),
    decider: signed(decider, row.decider_name),
  };
}

function pdf(name: string, bytes: Uint8Array, subject: string): MadeFile {
  return { fileName: `${name}.pdf`, mediaType: 'application/pdf', bytes, subject };
}

const record = defineFile({
  name: 'determination.record',
  title: { zh: '打印定密审批表', en: 'Print the record of a determination' },
  input: DeterminationQuery,
  rule: determinationPolicy['determination.read'],
  async make(tx, { input, actor }) {
    const found = await readRow(tx, input.determinationId);
    const house = await housePrinting(tx, { actor, code: found.row.id });
    const printing = { ...house, mark: found.row.mark };
    const bytes = await printDetermination(await recordOf(tx, { found, printing }), printing);
    return pdf(found.row.number ?? 'draft', bytes, found.row.id);
  },
});

const report = defineFile({
  name: 'determination.report',
  title: { zh: '打印上报表', en: 'Print the report upward' },
  input: DeterminationQuery,
  rule: determinationPolicy['determination.read'],
  async make(tx, { input, actor }) {
    const found = await readRow(tx, input.determinationId);
    const { row, matter } = found;
    if (row.report_due_on === null) throw refuse('determination.not.provisional');
    const house = await housePrinting(tx, { actor, code: row.id });
    const printing = { ...house, mark: row.mark };
    const bytes = await printUpwardReport(
      {
        record: await recordOf(tx, { found, printing }),
        reportTo: matter.reportTo,
        unclear: row.kind === 'unclear',
      },
      printing,
    );
    return pdf(`${row.number ?? ''}-报`, bytes, row.id);
  },
});

/** Papers of determinations: each bears the mark of what it is about. */
export const determinationPapers: readonly FileRoute[] = [record, report];
