import type { Actor } from '@fengni/kernel/access/actor';
import type { LoadTx, TrailSource } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { z } from 'zod';
import type { HeadView, OpenFile, PersonalFileView } from './contract.ts';
import { chooseSources, readLines, requireAnswers, sourcesFor, spanOf } from './trail.ts';

interface HeadRow {
  readonly name: string;
  readonly staff_no: string | null;
  readonly unit: string;
  readonly posts: HeadView['posts'];
  readonly clearances: HeadView['clearances'];
  readonly frozen_at: Date | null;
  readonly left_on: string | null;
  readonly leaving_id: string | null;
  readonly leaving_last: string | null;
  readonly cooling_until: string | null;
}

/** What stands of somebody today, for who answers for him and for himself. */
export async function readHead(tx: LoadTx, personId: string): Promise<HeadView> {
  const rows = await tx.readSql<HeadRow>('select * from file_head($1)', [personId]);
  const [row] = rows;
  if (row === undefined) throw new Refusal('not.found');
  return {
    personId,
    person: row.name,
    staffNo: row.staff_no,
    unit: row.unit,
    posts: row.posts,
    clearances: row.clearances,
    frozenAt: row.frozen_at?.toISOString() ?? null,
    leftOn: row.left_on,
    leaving:
      row.leaving_id === null || row.leaving_last === null
        ? null
        : { id: row.leaving_id, lastOn: row.leaving_last },
    coolingUntil: row.cooling_until,
  };
}

/** A person's file: head, what there is of each kind, and one page of his time line. */
export async function openPersonalFile(
  tx: LoadTx,
  the: {
    readonly all: readonly TrailSource[];
    readonly input: z.output<typeof OpenFile>;
    readonly actor: Actor;
    readonly linesMax: number;
  },
): Promise<PersonalFileView> {
  const { input, actor } = the;
  const personId = input.personId ?? actor.personId;
  await requireAnswers(tx, personId);
  const own = personId === actor.personId;
  const told = sourcesFor(the.all, own);
  const chosen = chooseSources(told, input);
  const head = await readHead(tx, personId);
  const span = await spanOf(tx, input);
  const page = await readLines(tx, {
    personId,
    sources: told,
    chosen,
    span,
    after: input.after,
    linesMax: the.linesMax,
  });
  return { head, own, ...page };
}
