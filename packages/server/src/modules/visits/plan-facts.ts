import type { LoadTx } from '@fengni/kernel/command/define';
import type { PlanFacts } from './rules.ts';
import type { VisitMatterRow, VisitRow } from './tables.ts';

type OwnFacts = Omit<PlanFacts, 'copiesOut' | 'keyPlacesAside'>;

/** What a plan is checked by, out of the visit's own rows: the same for everybody who may know it. */
export async function readPlanFacts(
  tx: LoadTx,
  visit: Pick<VisitRow, 'id' | 'starts_on' | 'devices' | 'escort_ids' | 'host_id'>,
  matter: Pick<VisitMatterRow, 'may_not'>,
): Promise<OwnFacts> {
  const visitors = await tx.readSql<OwnFacts['visitors'][number]>(
    `select m.name, v.foreigner, m.document_kind as "documentKind"
     from visit_visitor v join visit_visitor_matter m on m.id = v.id
     where v.visit_id = $1 and not v.dropped order by v.place, v.id`,
    [visit.id],
  );
  const stops = await tx.readSql<OwnFacts['stops'][number]>(
    `select m.area, s.key_place_id is not null as "keyPlace", s.treatment, m.preparation
     from visit_stop s join visit_stop_matter m on m.id = s.id
     where s.visit_id = $1 and not s.dropped order by s.place, s.id`,
    [visit.id],
  );
  const [gone] = await tx.readSql<{ n: number }>('select cardinality(escorts_gone($1)) as n', [
    visit.escort_ids,
  ]);
  return {
    today: tx.today,
    startsOn: visit.starts_on,
    devices: visit.devices,
    mayNot: matter.may_not,
    visitors,
    stops,
    escorts: visit.escort_ids.length,
    escortsGone: gone?.n ?? 0,
  };
}
