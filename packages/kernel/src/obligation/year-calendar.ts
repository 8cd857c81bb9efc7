import { dueOf } from '@fengni/schemes/calendar';
import type { Packs } from '@fengni/schemes/packs';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { isWithin } from '../access/policy.ts';
import type { LoadTx } from '../command/define.ts';
import { describeBasis } from './basis.ts';
import { readPacksInUse, workingDaysOf } from './lay-out.ts';
import type { YearCalendar } from './contract.ts';
import { dateRuleOf, readHouseRules } from './house-rules.ts';
import { calendarKind, houseKind } from './kinds.ts';
import { calendarKeepers } from './policy.ts';

type Entry = z.input<typeof YearCalendar>['entries'][number];

/** What a year's calendar asks, by its first day: the packs' entries and the rules of the house in force (ORG-10). */
export async function readYearCalendar(
  tx: LoadTx,
  the: { readonly year: number | null; readonly actor: Actor; readonly packs: Packs },
): Promise<z.input<typeof YearCalendar>> {
  const year = the.year ?? Number(tx.today.slice(0, 4));
  const inUse = await readPacksInUse(tx, the.packs);
  const working = workingDaysOf(inUse);
  const ofPacks = inUse.flatMap((pack) =>
    pack.calendar.map((entry): Entry => ({
      key: calendarKind(pack.id, entry.id),
      title: { zh: entry.zh, en: entry.en },
      owes: entry.owes,
      dueOn: [...dueOf(entry, year, { pack, working })],
      leadDays: entry.leadDays,
      source: describeBasis(`${pack.id}#${entry.id}`, the.packs)?.source ?? null,
      dateConfidence: entry.dateConfidence,
      rule: null,
    })),
  );
  const rules = await readHouseRules(tx);
  const names = new Map(
    (
      await tx.readSql<{ id: string; name: string }>('select id, name from unit where id = any($1)', [
        rules.map((rule) => rule.unit_id),
      ])
    ).map((unit) => [unit.id, unit.name]),
  );
  const mayEnd = (path: string): boolean =>
    the.actor.duties.some((held) => calendarKeepers.includes(held.duty) && isWithin(path, held.unitPath));
  const ofHouse = rules.map((rule): Entry => ({
    key: houseKind(rule.id),
    title: { zh: rule.title, en: rule.title },
    owes: rule.owes,
    dueOn: [...dueOf(dateRuleOf(rule), year, { pack: { calendar: [] }, working })].filter(
      (day) => day >= rule.started_on,
    ),
    leadDays: rule.lead_days,
    source: rule.basis === '' ? null : { zh: rule.basis, en: rule.basis },
    dateConfidence: null,
    rule: {
      id: rule.id,
      unitId: rule.unit_id,
      unit: names.get(rule.unit_id) ?? '',
      reach: rule.reach,
      mayEnd: mayEnd(rule.unit_path),
    },
  }));
  return {
    year,
    entries: [...ofHouse, ...ofPacks].toSorted((a, b) => firstDay(a).localeCompare(firstDay(b))),
  };
}

/** What falls on no day of the year comes last. */
function firstDay(entry: Entry): string {
  return entry.dueOn[0] ?? '9999';
}
