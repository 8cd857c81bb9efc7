import { addDays, compareDates, parseLocalDate } from '@fengni/schemes/term';
import { type AccessTables, settings } from '../access/tables.ts';
import { type AuditCheck, type Command, type LoadTx, defineCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { RegisterTables } from '../register/tables.ts';
import { SwitchCheck, WaiveFinding, auditErrors, waiverDaysMax } from './contract.ts';
import { auditPolicy } from './policy.ts';
import { type FindingRow, findFinding, offSetting, readChecksOff } from './run-checks.ts';
import { type AuditTables, auditWaivers } from './tables.ts';

const db = tables<AuditTables & AccessTables & RegisterTables>();
const refuse = refuser(auditErrors);

export type FindCheck = (id: string) => AuditCheck | undefined;

function requireCheck(find: FindCheck, id: string): AuditCheck {
  const check = find(id);
  if (check === undefined) throw refuse('audit.check.unknown', { check: id });
  return check;
}

/** The unit of the register; of a finding about no register, the unit its check names. */
async function readUnitPath(tx: LoadTx, finding: FindingRow): Promise<string> {
  const { register_id: registerId, params } = finding;
  const register =
    registerId === null
      ? undefined
      : await tx.readOne(db.selectFrom('register').select('unit_path').where('id', '=', registerId));
  const path = register?.unit_path ?? params['path'];
  invariant(typeof path === 'string', 'a finding that can be waived has a register or a unit');
  return path;
}

/** A finding is let stand for a time, on record: who, why, until when (BEY-17). */
export function createWaiveFinding(find: FindCheck): Command {
  return defineCommand({
    name: 'audit.waive',
    title: { zh: '豁免检查发现', en: 'Waive a finding' },
    input: WaiveFinding,
    rule: auditPolicy['audit.waive'],
    async load(tx, input) {
      const check = requireCheck(find, input.checkId);
      if (check.tier === 'know') throw refuse('audit.waive.never');
      const finding = await findFinding(tx, check, input.rowId);
      if (finding === undefined)
        throw new Refusal('not.found', {}, 'no finding of the check in the caller’s sight');
      const before = await tx.readOne(
        db
          .selectFrom('audit_waiver')
          .select('id')
          .where('check_id', '=', check.id)
          .where('row_id', '=', input.rowId),
      );
      return {
        finding,
        unitPath: await readUnitPath(tx, finding),
        before: before === undefined ? null : await tx.lock(auditWaivers, before.id),
      };
    },
    unitPath: ({ unitPath }) => unitPath,
    subjectId: ({ finding }) => finding.id,
    subjectNumber: ({ finding }) => finding.number ?? '',
    async handle(tx, { input, target: { finding, unitPath, before }, actor }) {
      requireNear(tx.today, input.until);
      const given = { reason: input.reason, until: input.until, given_by: actor.personId, given_at: tx.now };
      if (before !== null) await tx.update(auditWaivers, before, given);
      if (before === null) {
        const id = tx.newId();
        await tx.insert(auditWaivers, {
          id,
          check_id: input.checkId,
          row_id: finding.id,
          register_id: finding.register_id,
          unit_path: unitPath,
          ...given,
        });
        return { result: { waiverId: id } };
      }
      return { result: { waiverId: before.id } };
    },
  });
}

function requireNear(todayText: string, untilText: string): void {
  const today = parseLocalDate(todayText);
  const until = parseLocalDate(untilText);
  invariant(today !== null && until !== null, 'both were read as dates');
  if (compareDates(until, today) < 0 || compareDates(until, addDays(today, waiverDaysMax)) > 0) {
    throw refuse('audit.waive.until', { days: waiverDaysMax });
  }
}

/** A check that does not fit the house is switched off as a whole by the security administrator, and on again. */
export function createSwitchCheck(find: FindCheck): Command {
  return defineCommand({
    name: 'audit.switch',
    title: { zh: '启用或停用检查项', en: 'Switch a check on or off' },
    input: SwitchCheck,
    rule: auditPolicy['audit.switch'],
    async load(tx, input) {
      requireCheck(find, input.checkId);
      const row = await tx.readOne(db.selectFrom('setting').select('id').where('name', '=', offSetting));
      const setting = row === undefined ? null : await tx.lock(settings, row.id);
      return { setting, off: await readChecksOff(tx) };
    },
    async handle(tx, { input, target: { setting, off } }) {
      const others = [...off].filter((id) => id !== input.checkId);
      const value = (input.on ? others : [...others, input.checkId]).toSorted();
      if (setting === null) await tx.insert(settings, { id: tx.newId(), name: offSetting, value });
      if (setting !== null) await tx.update(settings, setting, { value });
      return { result: { off: value } };
    },
  });
}
