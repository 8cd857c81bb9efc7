import type { LoadTx } from '@fengni/kernel/command/define';
import { levelOf } from '@fengni/schemes/packs';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type DeterminationLine, RequestState } from './contract.ts';
import { db } from './store.ts';
import type { DeterminationRow } from './tables.ts';

/** Determinations with what a line shows; the title only for who may know it. */
export function selectDeterminations() {
  return db
    .selectFrom('determination as d')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .innerJoin('person as p', 'p.id', 'd.drafted_by')
    .leftJoin('person as b', 'b.id', 'd.decided_by')
    .leftJoin('determination_matter as m', 'm.id', 'd.id')
    .selectAll('d')
    .select(['u.name as unit', 'p.name as drafter', 'b.name as decider_name', 'm.title'])
    .select(
      sql<boolean>`exists (select from classification_question q
        where q.determination_id = d.id and q.kind = 'dispute' and q.state = 'open')`.as('disputed'),
    );
}
export type NamedDetermination = DeterminationRow & {
  readonly unit: string;
  readonly drafter: string;
  readonly decider_name: string | null;
  readonly title: string | null;
  readonly disputed: boolean;
};

export interface Request {
  readonly determination_id: string;
  readonly approval_id: string;
  readonly state: string;
  readonly person: string | null;
  readonly verdict: string | null;
  readonly words: string | null;
}

/** The newest request of each, by determination. */
export async function readRequests(
  tx: LoadTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Request>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.readSql<Request>('select * from determination_requests($1)', [ids]);
  return new Map(rows.map((row) => [row.determination_id, row]));
}

/** The day of what is owed next upward: the report, or its answer. */
function nextDay(row: DeterminationRow): string | null {
  if (row.state !== 'provisional') return null;
  return row.reported_on === null ? row.report_due_on : row.answer_due_on;
}

export function presentDetermination(
  row: NamedDetermination,
  request: Request | undefined,
): z.input<typeof DeterminationLine> {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    scheme: row.scheme,
    level: row.level,
    levelToken: levelOf(row.scheme, row.level)?.colour ?? 'neutral',
    mark: row.mark,
    kind: row.kind,
    state: row.state,
    request: RequestState.parse(request?.state ?? 'none'),
    unit: row.unit,
    draftedBy: row.drafter,
    decidedBy: row.decider_name,
    at: (row.decided_at ?? row.drafted_at).toISOString(),
    dueOn: nextDay(row),
    disputed: row.disputed,
  };
}
