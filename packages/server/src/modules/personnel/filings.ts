import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Locked } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { owe, settle, settleCalendar } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { dayAfter } from '@fengni/schemes/term';
import { keepScan } from '../scans/scans.ts';
import { FilingCall, MakeFiling, ReceiveFiling, SendFiling } from './contract.ts';
import { personnelPolicy } from './policy.ts';
import {
  type FilingChange,
  type FilingState,
  type GradeCode,
  compareFilings,
  filingStateTitles,
  stateScheme,
} from './rules.ts';
import { db, refuse } from './store.ts';
import {
  type PersonnelFilingLineRow,
  type PersonnelFilingRow,
  personnelFilingLines,
  personnelFilings,
} from './tables.ts';

const yearlyFiling = calendarKind(stateScheme, 'personnel-filing');
/** Days to wait for the bureau's receipt. */
const receiptDays = 15;

interface AccessRow {
  readonly person_id: string;
  readonly name: string;
  readonly staff_no: string;
  readonly unit: string;
  readonly post: string;
  readonly grade: GradeCode;
  readonly cleared_on: string;
  readonly reviewed_on: string | null;
}

/** The filing that stands before the next of a unit. */
function readLast(tx: LoadTx, unitId: string): Promise<PersonnelFilingRow | undefined> {
  return tx.readOne(
    db
      .selectFrom('personnel_filing')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where('state', '<>', 'dropped')
      .orderBy('ordinal', 'desc')
      .limit(1),
  );
}

async function readTopOrdinal(tx: LoadTx, unitId: string): Promise<number> {
  const rows = await tx.readSql<{ top: number }>(
    'select coalesce(max(ordinal), 0) as top from personnel_filing where unit_id = $1',
    [unitId],
  );
  return rows[0]?.top ?? 0;
}

/** The list of people with access as of a day, compared with the one before, and kept as it is. */
const makeFiling = defineCommand({
  name: 'personnel.makeFiling',
  title: { zh: '编制涉密人员名册', en: 'Draw up the list of people with access' },
  input: MakeFiling,
  rule: personnelPolicy['personnel.file'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    return { unit, last: await readLast(tx, unit.id), top: await readTopOrdinal(tx, unit.id) };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ unit }) => unit.id,
  async handle(tx, { input, target: { unit, last, top }, actor }) {
    if (input.asOf > tx.today) throw refuse('personnel-filing.future');
    if (last?.state === 'made') throw refuse('personnel-filing.unsent', { ordinal: last.ordinal });
    if (last !== undefined && input.asOf < last.as_of)
      throw refuse('personnel-filing.before', { asOf: last.as_of });
    const people = await tx.readSql<AccessRow>(
      `select person_id, name, staff_no, unit, post, grade, cleared_on::text, reviewed_on::text from people_with_access($1, $2)`,
      [unit.id, input.asOf],
    );
    const former =
      last === undefined
        ? []
        : await tx.read(
            db
              .selectFrom('personnel_filing_line')
              .selectAll()
              .where('filing_id', '=', last.id)
              .where('change', '<>', 'removed')
              .orderBy('place'),
          );
    const row: PersonnelFilingRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      ordinal: top + 1,
      as_of: input.asOf,
      previous_id: last?.id ?? null,
      state: 'made',
      made_at: tx.now,
      made_by: actor.personId,
      bureau: last?.bureau ?? '',
      sent_on: null,
      received_on: null,
      receipt_no: '',
      scan_id: null,
    };
    await tx.insert(personnelFilings, row);
    const lines = linesOf(people, former);
    await tx.insert(
      personnelFilingLines,
      ...lines.map((line, i) => ({ ...line, id: tx.newId(), filing_id: row.id, place: i + 1 })),
    );
    return {
      subject: row.id,
      result: { filingId: row.id, people: people.length, removed: lines.length - people.length },
    };
  },
});

type NewLine = Omit<PersonnelFilingLineRow, 'id' | 'filing_id' | 'place'>;

function linesOf(people: readonly AccessRow[], former: readonly PersonnelFilingLineRow[]): NewLine[] {
  const compared = compareFilings(
    people.map((one) => ({ ...one, personId: one.person_id })),
    former.map((one) => ({ ...one, personId: one.person_id })),
  );
  const line = (
    one: Omit<NewLine, 'change' | 'former_grade'>,
    change: FilingChange,
    formerGrade: GradeCode | null,
  ): NewLine => ({
    person_id: one.person_id,
    name: one.name,
    staff_no: one.staff_no,
    unit: one.unit,
    post: one.post,
    grade: one.grade,
    cleared_on: one.cleared_on,
    reviewed_on: one.reviewed_on,
    change,
    former_grade: formerGrade,
  });
  return [
    ...compared.now.map((one) => line(one.line, one.change, one.formerGrade)),
    ...compared.gone.map((one) => line(one, 'removed', one.grade)),
  ];
}

interface FilingTarget {
  readonly filing: Locked<PersonnelFilingRow>;
}
async function lockFiling(tx: LoadTx, filingId: string): Promise<FilingTarget> {
  return { filing: await tx.lock(personnelFilings, filingId) };
}
function requireState({ filing }: FilingTarget, ...states: readonly FilingState[]): void {
  if (!states.includes(filing.state))
    throw refuse('personnel-filing.state', { state: filingStateTitles[filing.state] });
}

/** Sent to the bureau; what the calendar asks for is done with it. */
const sendFiling = defineCommand({
  name: 'personnel.sendFiling',
  title: { zh: '报送涉密人员名册', en: 'Send the list to the bureau' },
  input: SendFiling,
  rule: personnelPolicy['personnel.file'],
  load: (tx, input) => lockFiling(tx, input.filingId),
  unitPath: ({ filing }) => filing.unit_path,
  subjectId: ({ filing }) => filing.id,
  async handle(tx, { input, target, actor }) {
    const { filing } = target;
    requireState(target, 'made');
    if (input.sentOn > tx.today || input.sentOn < filing.as_of) throw refuse('personnel-filing.day');
    await tx.update(personnelFilings, filing, {
      state: 'sent',
      bureau: input.bureau,
      sent_on: input.sentOn,
    });
    await settleCalendar(tx, { kind: yearlyFiling, unitId: filing.unit_id, byId: actor.personId });
    await owe(tx, {
      kind: 'personnel-filing.receipt',
      unitPath: filing.unit_path,
      duty: 'officer',
      subject: { table: 'personnel_filing', id: filing.id, number: String(filing.ordinal) },
      dueOn: dayAfter(input.sentOn, receiptDays),
    });
    return {};
  },
});

const dropFiling = defineCommand({
  name: 'personnel.dropFiling',
  title: { zh: '作废涉密人员名册', en: 'Drop a list that was not sent' },
  input: FilingCall,
  rule: personnelPolicy['personnel.file'],
  load: (tx, input) => lockFiling(tx, input.filingId),
  unitPath: ({ filing }) => filing.unit_path,
  subjectId: ({ filing }) => filing.id,
  async handle(tx, { target }) {
    requireState(target, 'made');
    await tx.update(personnelFilings, target.filing, { state: 'dropped' });
    return {};
  },
});

function createReceiveFiling(the: { readonly keys: KeyRing }): Command {
  return defineCommand({
    name: 'personnel.receiveFiling',
    title: { zh: '登记备案回执', en: 'Enter the receipt of a filing' },
    input: ReceiveFiling,
    rule: personnelPolicy['personnel.file'],
    load: (tx, input) => lockFiling(tx, input.filingId),
    unitPath: ({ filing }) => filing.unit_path,
    subjectId: ({ filing }) => filing.id,
    async handle(tx, { input, target, actor }) {
      const { filing } = target;
      requireState(target, 'sent');
      if (input.receivedOn > tx.today || input.receivedOn < (filing.sent_on ?? filing.as_of))
        throw refuse('personnel-filing.day');
      const scanId =
        input.scan === undefined
          ? null
          : await keepScan(tx, { keys: the.keys, scan: input.scan, subjectId: filing.id });
      await tx.update(personnelFilings, filing, {
        state: 'received',
        received_on: input.receivedOn,
        receipt_no: input.receiptNo,
        scan_id: scanId,
      });
      await settle(tx, { kind: 'personnel-filing.receipt', subjectId: filing.id, byId: actor.personId });
      return { result: { scanId } };
    },
  });
}

export function createFilingCommands(the: { readonly keys: KeyRing }): readonly Command[] {
  return [makeFiling, sendFiling, dropFiling, createReceiveFiling(the)];
}
