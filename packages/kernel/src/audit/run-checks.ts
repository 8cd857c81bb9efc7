import { z } from 'zod';
import type { AuditCheck, FindingParams, LoadTx } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { type AuditRun, findingsCountMax, findingsShownMax } from './contract.ts';

/** Setting that names the checks switched off. */
export const offSetting = 'audit.off';

export interface FindingRow {
  readonly id: string;
  readonly number: string | null;
  readonly register_id: string | null;
  readonly params: FindingParams;
}
type CheckRun = z.input<typeof AuditRun>['checks'][number];

const CheckIds = z.array(z.string());

/** Ids of the checks that are switched off. */
export async function readChecksOff(tx: Pick<LoadTx, 'readSql'>): Promise<ReadonlySet<string>> {
  const rows = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
    offSetting,
  ]);
  return new Set(rows[0] === undefined ? [] : CheckIds.parse(rows[0].value));
}

/**
 * Runs checks as the caller sees things, one statement each; a check that is off is named and not run. What cannot be
 * seen is no finding and cannot be inferred from a count.
 */
export async function runChecks(tx: LoadTx, checks: readonly AuditCheck[]): Promise<CheckRun[]> {
  const off = await readChecksOff(tx);
  const runs: CheckRun[] = [];
  for (const check of checks) {
    runs.push(off.has(check.id) ? describeCheck(check, { on: false }) : await runCheck(tx, check));
  }
  return runs;
}

function describeCheck(check: AuditCheck, the: { readonly on: boolean }): CheckRun {
  const { id, title, advice, tier } = check;
  return { id, title, advice, on: the.on, waivable: tier === 'handle', count: 0, waived: 0, rows: [] };
}

async function runCheck(tx: LoadTx, check: AuditCheck): Promise<CheckRun> {
  const rows = await tx.readSql<FindingRow & { waived: boolean }>(
    `select f.id, f.number, f.register_id, f.params, w.id is not null as waived
     from (${check.sql}) f left join audit_waiver w on w.check_id = $1 and w.row_id = f.id and w.until >= house_today()
     order by w.id is not null, f.number, f.id limit $2`,
    [check.id, findingsCountMax],
  );
  const open = rows.filter((row) => !row.waived);
  return {
    ...describeCheck(check, { on: true }),
    count: open.length,
    waived: rows.length - open.length,
    rows: open.slice(0, findingsShownMax).map((row) => ({
      id: row.id,
      number: row.number ?? '',
      registerId: row.register_id,
      explanation: check.explain(row.params),
    })),
  };
}

/** The finding of a check about one row, or undefined where the row is sound or out of the caller's sight. */
export async function findFinding(
  tx: Pick<LoadTx, 'readSql'>,
  check: AuditCheck,
  rowId: string,
): Promise<FindingRow | undefined> {
  const rows = await tx.readSql<FindingRow>(
    `select f.id, f.number, f.register_id, f.params from (${check.sql}) f where f.id = $1 limit 1`,
    [rowId],
  );
  return rows[0];
}

/** A param of a finding as text; a check that selects less than it explains is a fault of the program. */
export function param(params: FindingParams, name: string): string {
  const value = params[name];
  invariant(value !== undefined, `a finding has the param ${name}`);
  return String(value ?? '—');
}
