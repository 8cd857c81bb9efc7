import { type WorkingCalendar, dueOf, makeWorkingCalendar, remindOn } from '@fengni/schemes/calendar';
import type { CalendarEntry, Pack } from '@fengni/schemes/pack';
import type { Packs } from '@fengni/schemes/packs';
import { type LocalDate, addDays, compareDates, parseLocalDate, partsOf } from '@fengni/schemes/term';
import { z } from 'zod';
import type { DutyName } from '../access/actor.ts';
import type { ClockworkTask } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { houseDate } from '../command/kernel.ts';
import type { Tx } from '../db/tx.ts';
import { calendarKind } from './kinds.ts';
import { type Debt, owe } from './owe.ts';

/** Setting that names the packs in use; absent, all that the program has. */
export const packsSetting = 'house.packs';
/** Days ahead for which duties are laid out: a quarter and the longest lead a pack may name besides. */
export const calendarAheadDays = 100;
/** Days a standstill is caught up with; what fell due before that is no news to anybody. */
export const calendarBackDays = 31;
/** Obligations written by one statement. */
const batchRowsMax = 1_000;

/** Units that owe for themselves; departments and sections work within one of these (ORG-10). */
const owingKinds = ['group', 'company', 'plant', 'bureau'] as const;

interface DueDay {
  readonly kind: string;
  readonly owes: CalendarEntry['owes'];
  readonly dueOn: LocalDate;
  readonly remindOn: LocalDate;
  readonly period: string;
  readonly basis: string;
}

/**
 * The duties of packs that fall due in a span, both days in it. The period is the entry's year and place in it, so that a
 * corrected holiday table moves a day and does not make a second duty of it.
 */
export function layOutCalendar(
  packs: readonly Pack[],
  span: { readonly from: LocalDate; readonly to: LocalDate },
): DueDay[] {
  const working = makeWorkingCalendar(packs.map((pack) => pack.holidays));
  return packs.flatMap((pack) =>
    pack.calendar.flatMap((entry) => layOutEntry(pack, entry, { ...span, working })),
  );
}

function layOutEntry(
  pack: Pack,
  entry: CalendarEntry,
  span: { readonly from: LocalDate; readonly to: LocalDate; readonly working: WorkingCalendar },
): DueDay[] {
  // a duty before a holiday of January lies in the year before, one that follows another may lie in the year after
  const first = partsOf(span.from).year - 1;
  const years = Array.from({ length: partsOf(span.to).year + 2 - first }, (_, i) => first + i);
  return years.flatMap((year) =>
    dueOf(entry, year, { pack, working: span.working }).flatMap((dueOn, place) =>
      compareDates(dueOn, span.from) < 0 || compareDates(dueOn, span.to) > 0
        ? []
        : [
            {
              kind: calendarKind(pack.id, entry.id),
              owes: entry.owes,
              dueOn,
              remindOn: remindOn(dueOn, entry),
              period: `${year}/${place + 1}`,
              basis: `${pack.id}#${entry.id}`,
            },
          ],
    ),
  );
}

interface OwingUnit {
  readonly id: string;
  readonly path: string;
  readonly headed: boolean;
}

const PackIds = z.array(z.string().max(60)).max(50);

async function readPacksInUse(tx: Tx, packs: Packs): Promise<Pack[]> {
  const rows = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
    packsSetting,
  ]);
  const chosen = rows[0] === undefined ? [...packs.keys()] : PackIds.parse(rows[0].value);
  return chosen.flatMap((id) => packs.get(id) ?? []);
}

/** Units in being, and whether a head of their own is named where no first responsible person is. */
async function readOwingUnits(tx: Tx): Promise<OwingUnit[]> {
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

function dutyFor(unit: OwingUnit, owes: CalendarEntry['owes']): DutyName {
  if (owes === 'office') return 'officer';
  return unit.headed ? 'unit-leader' : 'first-responsible';
}

/** What was laid out before, whatever has become of it: a duty that was done is not owed again. */
async function readLaidOut(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.readSql<{ kind: string; unit_id: string; period: string }>(
    `select kind, unit_id, period from obligation where kind like 'calendar:%' and due_on >= house_today() - $1::int`,
    [calendarBackDays * 3],
  );
  return new Set(rows.map((row) => `${row.kind} ${row.unit_id} ${row.period}`));
}

/** The year's calendar becomes what each unit and its office owe (ORG-10). */
export function createCalendarTask(packs: Packs, zone: string): ClockworkTask {
  return {
    name: 'calendar.owe',
    title: { zh: '按年度日历生成事项', en: 'Lay out the duties of the calendar' },
    everyHours: 24,
    async run(tx, { lastRanAt }) {
      const today = parseLocalDate(tx.today);
      invariant(today !== null, 'today is a date');
      const span = { from: beginning(today, lastRanAt, zone), to: addDays(today, calendarAheadDays) };
      const days = layOutCalendar(await readPacksInUse(tx, packs), span);
      const laidOut = await readLaidOut(tx);
      const debts = (await readOwingUnits(tx)).flatMap((unit) =>
        days
          .filter((day) => !laidOut.has(`${day.kind} ${unit.id} ${day.period}`))
          .map(({ owes, ...day }): Debt => ({ ...day, unitPath: unit.path, duty: dutyFor(unit, owes) })),
      );
      for (let i = 0; i < debts.length; i += batchRowsMax) await owe(tx, ...debts.slice(i, i + batchRowsMax));
      return { result: { owed: debts.length } };
    },
  };
}

/** Today the first time; else where it left off, but never further back than is caught up with. */
function beginning(today: LocalDate, lastRanAt: Date | null, zone: string): LocalDate {
  const last = lastRanAt === null ? today : (parseLocalDate(houseDate(lastRanAt, zone)) ?? today);
  const earliest = addDays(today, -calendarBackDays);
  if (compareDates(last, today) > 0) return today;
  return compareDates(last, earliest) < 0 ? earliest : last;
}
