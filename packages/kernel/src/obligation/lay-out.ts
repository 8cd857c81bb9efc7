import {
  type DateRule,
  type DueContext,
  type WorkingCalendar,
  dueOf,
  makeWorkingCalendar,
  remindOn,
} from '@fengni/schemes/calendar';
import type { CalendarEntry, Pack } from '@fengni/schemes/pack';
import type { Packs } from '@fengni/schemes/packs';
import { type LocalDate, compareDates, partsOf } from '@fengni/schemes/term';
import { z } from 'zod';
import type { Tx } from '../db/tx.ts';

/** Setting that names the packs in use; absent, all that the program has. */
export const packsSetting = 'house.packs';

/** Days ahead for which duties are laid out: a quarter and the longest lead a pack may name besides. */
export const calendarAheadDays = 100;
/** Units that owe for themselves; departments and sections work within one of these (ORG-10). */
const owingKinds = ['group', 'company', 'plant', 'bureau'] as const;

export interface DueDay {
  readonly dueOn: LocalDate;
  readonly remindOn: LocalDate;
  readonly period: string;
}

export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export function workingDaysOf(packs: readonly Pack[]): WorkingCalendar {
  return makeWorkingCalendar(packs.map((pack) => pack.holidays));
}

/**
 * The days of one rule in a span. The period is the rule's year and place in it, so that a corrected holiday table moves
 * a day and does not make a second duty of it.
 */
export function layOutDays(
  rule: DateRule & Pick<CalendarEntry, 'leadDays'>,
  span: Span,
  context: DueContext,
): DueDay[] {
  // a duty before a holiday of January lies in the year before, one that follows another may lie in the year after
  const first = partsOf(span.from).year - 1;
  const years = Array.from({ length: partsOf(span.to).year + 2 - first }, (_, i) => first + i);
  return years.flatMap((year) =>
    dueOf(rule, year, context).flatMap((dueOn, place) =>
      compareDates(dueOn, span.from) < 0 || compareDates(dueOn, span.to) > 0
        ? []
        : [{ dueOn, remindOn: remindOn(dueOn, rule), period: `${year}/${place + 1}` }],
    ),
  );
}

export interface OwingUnit {
  readonly id: string;
  readonly path: string;
  readonly headed: boolean;
}

const PackIds = z.array(z.string().max(60)).max(50);

export async function readPacksInUse(tx: Pick<Tx, 'readSql'>, packs: Packs): Promise<Pack[]> {
  const rows = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
    packsSetting,
  ]);
  const chosen = rows[0] === undefined ? [...packs.keys()] : PackIds.parse(rows[0].value);
  return chosen.flatMap((id) => packs.get(id) ?? []);
}

/** Units in being, and whether a head of their own is named where no first responsible person is. */
export async function readOwingUnits(tx: Pick<Tx, 'readSql'>): Promise<OwingUnit[]> {
  return tx.readSql<OwingUnit>(
    `with held as (select d.unit_id, d.duty from duty d join person p on p.id = d.person_id and p.frozen_at is null
       where d.duty in ('unit-leader', 'first-responsible') and d.started_on <= house_today()
         and (d.ended_on is null or d.ended_on >= house_today()))
     select u.id, u.path,
       exists (select from held h where h.unit_id = u.id and h.duty = 'unit-leader')
       and not exists (select from held h where h.unit_id = u.id and h.duty = 'first-responsible') as headed
     from unit u where u.kind = any ($1) and u.started_on <= house_today() and (u.ended_on is null or u.ended_on >= house_today())
     order by u.path`,
    [owingKinds],
  );
}
