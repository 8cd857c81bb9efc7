import { defineCommand, type LoadTx } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { parsePattern } from '@fengni/kernel/register/number';
import { takeNumbers } from '@fengni/kernel/register/take-number';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { ExportLedger } from '../contract.ts';
import { carriersFlows, carriersPolicy } from '../policy.ts';
import { exportRowsFree, exportRowsMax } from '../rules.ts';
import { findRegister } from '../store.ts';
import { ledgerExports } from '../tables.ts';
import { markOfExport } from './export-mark.ts';
import { type ExportFilter, countExport, readExportMarks } from './read-export.ts';

/** Exports are carriers of the register they come from and have their own series in it. */
const exportPattern = '导{year}-{seq:4}';

interface ExportTarget {
  readonly register: RegisterRow;
  readonly rows: number;
}

async function loadExport(tx: LoadTx, registerId: string, filter: ExportFilter): Promise<ExportTarget> {
  const register = await findRegister(tx, registerId, ['carrier', 'cipher']);
  const rows = await countExport(tx, registerId, filter);
  if (rows > exportRowsMax) throw refuseKernel('register.export.limit', { max: exportRowsMax });
  return { register, rows };
}

/** Takes a register out of the program: numbered, marked and on record; above a limit with consent (CAR-12). */
const exportLedger = defineCommand({
  name: 'ledger.export',
  title: { zh: '导出台账', en: 'Export a register' },
  input: ExportLedger,
  rule: carriersPolicy['ledger.export'],
  secondFactor: true,
  load: (tx, input) => loadExport(tx, input.registerId, input),
  unitPath: ({ register }) => register.unit_path,
  subjectId: ({ register }) => register.id,
  subjectNumber: ({ register }) => register.name,
  parks: ({ target }) => (target.rows > exportRowsFree ? carriersFlows.export : null),
  snapshot: ({ input, target }) => ({
    register: target.register.name,
    state: input.state,
    level: input.level,
    rows: target.rows,
  }),
  async handle(tx, { input, target: { register, rows }, actor }) {
    const filter: ExportFilter = { state: input.state, level: input.level };
    const mark = markOfExport(await readExportMarks(tx, register.id, filter), tx.today);
    const pattern = parsePattern(exportPattern);
    invariant(pattern.ok, 'the pattern of exports is one');
    const facts = { year: Number(tx.today.slice(0, 4)), level: '', unit: '' };
    const series = { id: register.id, number_grammar: pattern.grammar };
    const [number] = await takeNumbers(tx, series, { facts, count: 1, kind: 'export:' });
    invariant(number !== undefined, 'a number was taken');
    const id = tx.newId();
    await tx.insert(ledgerExports, {
      id,
      register_id: register.id,
      number,
      filter,
      row_count: rows,
      mark,
      made_at: tx.now,
      made_by: actor.personId,
    });
    return { subject: register.id, result: { exportId: id, number, mark, rows } };
  },
});

export const exportCommands = [exportLedger];
