import type { LoadTx } from '@fengni/kernel/command/define';
import { z } from 'zod';
import { type DeterminationMatterView } from './contract.ts';
import { exclusions, wholeUnitPersonsMin, wholeUnitShare } from './rules.ts';
import { personsInScope } from './sources.ts';
import { db } from './store.ts';
import type { DeterminationRow, DeterminationScopeRow } from './tables.ts';

const Exclusions = z.array(z.enum(exclusions));

/** What a determination says, with scope and sources in words; null for who may only handle it. */
export async function readMatterView(
  tx: LoadTx,
  row: Pick<DeterminationRow, 'id' | 'catalogue_item_id'>,
): Promise<z.input<typeof DeterminationMatterView> | null> {
  const matter = await tx.readOne(db.selectFrom('determination_matter').selectAll().where('id', '=', row.id));
  if (matter === undefined) return null;
  const scope = await tx.read(
    db
      .selectFrom('determination_scope')
      .selectAll()
      .where('determination_id', '=', row.id)
      .where('ended_at', 'is', null),
  );
  return {
    title: matter.title,
    content: matter.content,
    harm: matter.harm,
    catalogueItemId: row.catalogue_item_id,
    citation: matter.citation,
    keyPoints: matter.key_points,
    ruledOut: Exclusions.parse(matter.ruled_out),
    condition: matter.condition,
    reportTo: matter.report_to,
    reportNo: matter.report_no,
    answeredBy: matter.answered_by,
    answerNo: matter.answer_no,
    answerWords: matter.answer_words,
    scope: await readScope(tx, scope),
    wholeUnits: await wholeUnits(tx, scope),
    sources: await readSourceViews(tx, row.id),
  };
}

async function readScope(tx: LoadTx, scope: readonly DeterminationScopeRow[]) {
  const posts = scope.flatMap((one) => one.post_id ?? []);
  const persons = await personsInScope(
    tx,
    scope.filter((one) => one.person_id !== null),
  );
  const named =
    posts.length === 0
      ? []
      : await tx.read(
          db
            .selectFrom('post as o')
            .innerJoin('unit as u', 'u.id', 'o.unit_id')
            .select(['o.id', 'o.name', 'u.name as unit'])
            .where('o.id', 'in', posts)
            .orderBy('o.name')
            .orderBy('o.id'),
        );
  return { persons: persons.map(({ id, name }) => ({ id, name })), posts: named };
}

/** Units nearly all of whose people are in the scope: it should be the smallest the work needs (保守国家秘密法 art. 21). */
async function wholeUnits(tx: LoadTx, scope: readonly DeterminationScopeRow[]): Promise<string[]> {
  const persons = await personsInScope(tx, scope);
  const counts = Map.groupBy(persons, (person) => person.unit_id);
  const large = [...counts].filter(([, members]) => members.length >= wholeUnitPersonsMin);
  if (large.length === 0) return [];
  const rows = await tx.readSql<{ id: string; name: string; people: number }>(
    `select u.id, u.name, (select count(*)::int from person p
       where p.unit_id = u.id and p.left_on is null and p.frozen_at is null) as people
     from unit u where u.id = any($1) order by u.path`,
    [large.map(([id]) => id)],
  );
  return rows
    .filter((unit) => (counts.get(unit.id)?.length ?? 0) >= unit.people * wholeUnitShare)
    .map((unit) => unit.name);
}

interface SourceView {
  id: string;
  carrier_id: string | null;
  words: string;
  number: string | null;
  title: string | null;
  mark: string;
  scheme: string;
  level: string;
  validity: z.input<typeof DeterminationMatterView>['sources'][number]['validity'];
  issued_on: string | null;
  manner: z.input<typeof DeterminationMatterView>['sources'][number]['manner'];
}

/** Of carriers the caller does not know, only that there is one: it is part of what he is to decide on. */
async function readSourceViews(tx: LoadTx, determinationId: string) {
  const rows = await tx.readSql<SourceView>(
    `select s.*, c.number, m.title from determination_source s
     left join carrier c on c.id = s.carrier_id left join carrier_matter m on m.id = s.carrier_id
     where s.determination_id = $1 and s.ended_at is null order by s.mark, s.id`,
    [determinationId],
  );
  return rows.map((row) => ({
    id: row.id,
    carrierId: row.number === null ? null : row.carrier_id,
    name: row.words === '' ? [row.number, row.title].filter((part) => part !== null).join(' ') : row.words,
    mark: row.mark,
    scheme: row.scheme,
    level: row.level,
    validity: row.validity,
    issuedOn: row.issued_on,
    manner: row.manner,
  }));
}
