import { defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { know } from '@fengni/kernel/command/tier';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { dayAfter } from '@fengni/schemes/term';
import { ImportLedger, type LedgerRow } from '../contract.ts';
import { loanDaysMax, returnDebt } from '../loans.ts';
import { carriersPolicy } from '../policy.ts';
import { endedStates } from '../rules.ts';
import { findRegister, refuse } from '../store.ts';
import {
  type CarrierRow,
  carrierMatters,
  carrierScopes,
  carriers,
  copies,
  custodies,
  ledgerImports,
  loans,
} from '../tables.ts';
import {
  type BuildContext,
  type BuiltCopies,
  type CarrierGroup,
  buildCarrier,
  buildCopies,
} from './build-rows.ts';
import { findKnown, findPersons } from './find-known.ts';
import { numberImported } from './number-imported.ts';

/** The log keeps one digest of all rows, not twenty thousand: the rows written are in it one by one anyway. */
const Input = ImportLedger.extend({ rows: know(ImportLedger.shape.rows) });

/** Brings an old ledger in: what the register has already is left alone, everything else is added, or nothing is. */
const importLedger = defineCommand({
  name: 'ledger.import',
  title: { zh: '转入台账', en: 'Import a ledger' },
  input: Input,
  rule: carriersPolicy['ledger.import'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier']),
  unitPath: (register) => register.unit_path,
  subjectId: (register) => register.id,
  async handle(tx, { input, target: register, actor }) {
    const found = await findKnown(tx, register.id, input.rows);
    const added = input.rows.filter((_, place) => found[place]?.known !== true);
    const known = input.rows.length - added.length;
    if (added.length === 0) throw refuse('ledger.nothing.new', { known });
    const carrierOf = new Map(
      input.rows.flatMap((row, place) => {
        const carrierId = found[place]?.carrierId ?? null;
        return carrierId === null ? [] : [[row, carrierId]];
      }),
    );
    const context: BuildContext = {
      tx,
      register,
      byId: actor.personId,
      persons: await findPersons(
        tx,
        register.unit_path,
        added.flatMap(({ keeper, holder }) => [keeper ?? [], holder ?? []].flat()),
      ),
      loansDueOn: dayAfter(tx.today, loanDaysMax),
    };
    const standing = groupRows(
      added.filter((row) => carrierOf.has(row)),
      (row) => carrierOf.get(row) ?? '',
      (key) => key,
    );
    const fresh = groupRows(
      added.filter((row) => !carrierOf.has(row)),
      keyOfNew,
      () => tx.newId(),
    );
    const copiesAdded =
      (await addToStanding(tx, context, standing)) + (await addCarriers(tx, context, fresh));
    const id = tx.newId();
    await tx.insert(ledgerImports, {
      id,
      register_id: register.id,
      file_name: input.fileName,
      file_digest: input.fileDigest,
      added: added.length,
      known,
      rejected: input.rejected,
      imported_at: tx.now,
      imported_by: actor.personId,
    });
    return {
      subject: register.id,
      result: {
        importId: id,
        added: added.length,
        known,
        rejected: input.rejected,
        carriers: fresh.length,
        copies: copiesAdded,
      },
    };
  },
});

function keyOfNew(row: LedgerRow): string {
  return row.number === null ? JSON.stringify(['key', row.rowKey]) : JSON.stringify(['number', row.number]);
}

/** Rows of one carrier together, in the order of their first. */
function groupRows(
  rows: readonly LedgerRow[],
  keyOf: (row: LedgerRow) => string,
  idOf: (key: string) => string,
): CarrierGroup[] {
  const groups = new Map<string, { carrierId: string; rows: LedgerRow[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { carrierId: idOf(key), rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

async function addCarriers(tx: Tx, context: BuildContext, groups: readonly CarrierGroup[]): Promise<number> {
  const firsts = groups.map(({ rows }) => {
    const [first] = rows;
    invariant(first !== undefined, 'a group has a row');
    if (rows.some((row) => !isMarkedAlike(row, first)))
      throw refuse('carrier.number.taken', { number: first.number ?? '' });
    return first;
  });
  const numbers = await numberImported(tx, context.register, firsts);
  const built = groups.map((group) => buildCopies(context, group));
  const made = groups.map((group, i) => {
    const [first, number] = [firsts[i], numbers[i]];
    invariant(first !== undefined && number !== undefined, 'each group has its first row and number');
    return buildCarrier(context, { ...group, first, number, copies: built[i]?.copies ?? [] });
  });
  checkCopyNos(built);
  await tx.insert(carriers, ...made.map((one) => one.carrier));
  await tx.insert(carrierMatters, ...made.map((one) => one.matter));
  await tx.insert(carrierScopes, ...made.map((one) => one.scope));
  await addBuilt(tx, context, {
    built,
    numberOf: new Map(made.map(({ carrier }) => [carrier.id, carrier.number])),
  });
  return built.reduce((sum, one) => sum + one.copies.length, 0);
}

/** Further copies of carriers the register has already; one of another mark is another thing under a number that is taken. */
async function addToStanding(
  tx: Tx,
  context: BuildContext,
  groups: readonly CarrierGroup[],
): Promise<number> {
  if (groups.length === 0) return 0;
  const locked = await tx.lockAll(
    carriers,
    groups.map(({ carrierId }) => carrierId),
  );
  const byId = new Map(locked.map((row) => [row.id, row]));
  const built: BuiltCopies[] = [];
  for (const group of groups) {
    const carrier = byId.get(group.carrierId);
    invariant(carrier !== undefined, 'a locked carrier is there');
    if (
      group.rows.some(({ mark }) => mark.scheme !== carrier.scheme || mark.level !== carrier.level) ||
      carrier.state === 'draft'
    ) {
      throw refuse('carrier.number.taken', { number: carrier.number });
    }
    const one = buildCopies(context, group);
    built.push(one);
    await tx.update(carriers, carrier, {
      copy_count: carrier.copy_count + one.copies.length,
      ...reopened(carrier, one),
    });
  }
  checkCopyNos(built);
  await addBuilt(tx, context, { built, numberOf: new Map(locked.map((row) => [row.id, row.number])) });
  return built.reduce((sum, one) => sum + one.copies.length, 0);
}

function reopened(
  carrier: Locked<CarrierRow>,
  { copies: added }: BuiltCopies,
): Partial<Pick<CarrierRow, 'state'>> {
  const isOpen = added.some((copy) => !endedStates.includes(copy.state));
  return carrier.state === 'ended' && isOpen ? { state: 'active' } : {};
}

function isMarkedAlike(a: LedgerRow, b: LedgerRow): boolean {
  return a.mark.scheme === b.mark.scheme && a.mark.level === b.mark.level;
}

function checkCopyNos(built: readonly BuiltCopies[]): void {
  for (const { copies: added } of built) {
    const seen = new Set<string>();
    for (const { copy_no: copyNo } of added) {
      if (seen.has(copyNo) || copyNo.length > 20) throw refuse('carrier.copyno.taken', { copyNo });
      seen.add(copyNo);
    }
  }
}

/** Copies with their custody; loans of persons of the house are theirs to bring back. */
async function addBuilt(
  tx: Tx,
  { register }: { register: RegisterRow },
  { built, numberOf }: { built: readonly BuiltCopies[]; numberOf: ReadonlyMap<string, string> },
): Promise<void> {
  const all = built.flatMap((one) => one.copies);
  const lent = built.flatMap((one) => one.loans);
  const copyNoOf = new Map(all.map((copy) => [copy.id, copy.copy_no]));
  await tx.insert(copies, ...all);
  await tx.insert(custodies, ...built.flatMap((one) => one.custodies));
  await tx.insert(loans, ...lent);
  await owe(
    tx,
    ...lent.map((loan) =>
      returnDebt({
        loan,
        unitPath: register.unit_path,
        number: `${numberOf.get(loan.carrier_id) ?? ''}-${copyNoOf.get(loan.copy_id) ?? ''}`,
      }),
    ),
  );
}

export const importCommands = [importLedger];
