import type { CalendarEntry, Pack } from '@fengni/schemes/pack';
import type { Packs } from '@fengni/schemes/packs';
import { type LocalDate, addDays, compareDates, parseLocalDate } from '@fengni/schemes/term';
import type { DutyName } from '../access/actor.ts';
import type { ClockworkTask } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { houseDate } from '../command/kernel.ts';
import type { Tx } from '../db/tx.ts';
import { unitIdOf } from '../approval/park.ts';
import { layOutHouseRule, readHouseRules } from './house-rules.ts';
import { calendarKind } from './kinds.ts';
import {
  type DueDay,
  type OwingUnit,
  type Span,
  calendarAheadDays,
  layOutDays,
  readOwingUnits,
  readPacksInUse,
  workingDaysOf,
} from './lay-out.ts';
import { type Debt, owe } from './owe.ts';

/** Days a standstill is caught up with; what fell due before that is no news to anybody. */
export const calendarBackDays = 31;
/** Obligations written by one statement. */
const batchRowsMax = 1_000;

interface PackDay extends DueDay {
  readonly kind: string;
  readonly owes: CalendarEntry['owes'];
  readonly basis: string;
}
/** The duties of packs that fall due in a span, both days in it. */
export function layOutCalendar(packs: readonly Pack[], span: Span): PackDay[] {
  const working = workingDaysOf(packs);
  return packs.flatMap((pack) =>
    pack.calendar.flatMap((entry) => {
      const same = {
        kind: calendarKind(pack.id, entry.id),
        owes: entry.owes,
        basis: `${pack.id}#${entry.id}`,
      };
      return layOutDays(entry, span, { pack, working }).map((day) => ({ ...day, ...same }));
    }),
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
    everyMinutes: 24 * 60,
    async run(tx, { lastRanAt }) {
      const today = parseLocalDate(tx.today);
      invariant(today !== null, 'today is a date');
      const span = { from: beginning(today, lastRanAt, zone), to: addDays(today, calendarAheadDays) };
      const inUse = await readPacksInUse(tx, packs);
      const units = await readOwingUnits(tx);
      const days = layOutCalendar(inUse, span);
      const ofPacks = units.flatMap((unit) =>
        days.map(({ owes, ...day }): Debt => ({ ...day, unitPath: unit.path, duty: dutyFor(unit, owes) })),
      );
      const ofHouse = (await readHouseRules(tx)).flatMap((rule) =>
        layOutHouseRule(rule, { span, units, working: workingDaysOf(inUse) }),
      );
      const laidOut = await readLaidOut(tx);
      const debts = [...ofPacks, ...ofHouse].filter(
        (debt) => !laidOut.has(`${debt.kind} ${unitIdOf(debt.unitPath)} ${debt.period ?? ''}`),
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
