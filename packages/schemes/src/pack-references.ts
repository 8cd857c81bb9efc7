import { compareDates, parsePeriod } from './local-date.ts';
import type { FaultKey } from './pack-faults.ts';
import type { Pack } from './pack-schema.ts';

export type Misreference = {
  readonly path: readonly (string | number)[];
  readonly fault: FaultKey;
  readonly detail: string;
};

type Path = readonly (string | number)[];

/** What a schema cannot say: keys that must exist, values that must be unique, marks that must not be borrowed. */
export function findMisreferences(pack: Pack): Misreference[] {
  return [
    ...findRepetitions(pack),
    ...findBadCitations(pack),
    ...findMissingLevels(pack),
    ...findMissingRoles(pack),
    ...findMarkFaults(pack),
    ...findCalendarFaults(pack),
    ...findHolidayFaults(pack),
    ...findGradeFaults(pack),
  ];
}

function findRepetitions(pack: Pack): Misreference[] {
  return [
    ...repeated(pack.instruments, (item) => item.key, ['instruments'], 'key'),
    ...repeated(pack.levels, (item) => item.code, ['levels'], 'code'),
    ...repeated(pack.levels, (item) => String(item.rank), ['levels'], 'rank'),
    ...repeated(pack.roles, (item) => item.code, ['roles'], 'code'),
    ...repeated(pack.grades, (item) => item.code, ['grades'], 'code'),
    ...repeated(pack.authority, (item) => item.id, ['authority'], 'id'),
    ...repeated(pack.rules, (item) => item.id, ['rules'], 'id'),
    ...repeated(pack.periods, (item) => item.id, ['periods'], 'id'),
    ...repeated(pack.channels, (item) => item.id, ['channels'], 'id'),
    ...repeated(pack.carrierRules, (item) => item.id, ['carrierRules'], 'id'),
    ...repeated(pack.calendar, (item) => item.id, ['calendar'], 'id'),
    ...repeated(pack.holidays.years, (item) => String(item.year), ['holidays', 'years'], 'year'),
  ];
}

function repeated<T>(
  items: readonly T[],
  valueOf: (item: T) => string,
  path: Path,
  field: string,
): Misreference[] {
  const seen = new Set<string>();
  const faults: Misreference[] = [];
  for (const [index, item] of items.entries()) {
    const value = valueOf(item);
    if (seen.has(value)) faults.push({ path: [...path, index, field], fault: 'repeated', detail: value });
    seen.add(value);
  }
  return faults;
}

type Cited = { cite: readonly string[]; confidence: string };

/** Every list whose entries carry a citation, with its path. */
function citedEntries(pack: Pack): { path: Path; entry: Cited }[] {
  const at = (name: string, entries: readonly Cited[], parents: Path = []) =>
    entries.map((entry, index) => ({ path: [...parents, name, index], entry }));
  return [
    ...at('levels', pack.levels),
    { path: ['marks'], entry: pack.marks },
    ...at('authority', pack.authority),
    ...at('roles', pack.roles),
    ...at('grades', pack.grades),
    ...at('rules', pack.rules),
    ...at('periods', pack.periods),
    ...at('channels', pack.channels),
    ...at('carrierRules', pack.carrierRules),
    ...at('calendar', pack.calendar),
    ...at('years', pack.holidays.years, ['holidays']),
  ];
}

function findBadCitations(pack: Pack): Misreference[] {
  const status = new Map(pack.instruments.map((item) => [item.key, item.status]));
  const faults: Misreference[] = [];
  for (const { path, entry } of citedEntries(pack)) {
    const keys = entry.cite.map((cite) => cite.split('#')[0] ?? cite);
    for (const [index, key] of keys.entries()) {
      if (!status.has(key))
        faults.push({ path: [...path, 'cite', index], fault: 'unknown-instrument', detail: key });
    }
    if (keys.length === 0 && entry.confidence !== 'unverified') {
      faults.push({ path: [...path, 'cite'], fault: 'uncited', detail: entry.confidence });
    }
    const known = keys.every((key) => status.has(key));
    if (
      entry.confidence === 'verified' &&
      known &&
      keys.length > 0 &&
      !keys.some((key) => status.get(key) === 'in-force')
    ) {
      faults.push({ path: [...path, 'confidence'], fault: 'verified-by-none', detail: keys.join(' ') });
    }
  }
  return faults;
}

function findMissingLevels(pack: Pack): Misreference[] {
  const codes = new Set(pack.levels.map((level) => level.code));
  const faults: Misreference[] = [];
  const check = (referred: readonly string[], path: Path) => {
    for (const [index, code] of referred.entries()) {
      if (!codes.has(code)) faults.push({ path: [...path, index], fault: 'unknown-level', detail: code });
    }
  };
  for (const [index, body] of pack.authority.entries()) check(body.maySet, ['authority', index, 'maySet']);
  for (const [index, channel] of pack.channels.entries())
    check(channel.levels, ['channels', index, 'levels']);
  for (const [index, rule] of pack.carrierRules.entries())
    check(rule.levels, ['carrierRules', index, 'levels']);
  for (const [index, period] of pack.periods.entries()) {
    for (const code of Object.keys(period.byLevel ?? {})) {
      if (!codes.has(code))
        faults.push({ path: ['periods', index, 'byLevel', code], fault: 'unknown-level', detail: code });
    }
  }
  for (const [index, grade] of pack.grades.entries()) {
    if (!codes.has(grade.clearedTo)) {
      faults.push({ path: ['grades', index, 'clearedTo'], fault: 'unknown-level', detail: grade.clearedTo });
    }
  }
  return faults;
}

function findMissingRoles(pack: Pack): Misreference[] {
  const codes = new Set(pack.roles.map((role) => role.code));
  return pack.carrierRules.flatMap(({ require: { approver } }, index) =>
    approver === undefined || codes.has(approver)
      ? []
      : [
          {
            path: ['carrierRules', index, 'require', 'approver'],
            fault: 'unknown-role' as const,
            detail: approver,
          },
        ],
  );
}

/** ★ only on state secrets (State Secrets Law 2024 art. 22 para. 3), and no word of a mark for two levels. */
function findMarkFaults(pack: Pack): Misreference[] {
  const faults: Misreference[] = [];
  const { separator } = pack.marks;
  if (separator === '★' && pack.kind !== 'state-secret') {
    faults.push({ path: ['marks', 'separator'], fault: 'star-not-allowed', detail: pack.id });
  }
  const used = new Set<string>();
  for (const [index, level] of pack.levels.entries()) {
    if (level.markKind === 'star' && pack.kind !== 'state-secret') {
      faults.push({ path: ['levels', index, 'markKind'], fault: 'star-not-allowed', detail: level.code });
    }
    if (
      level.markKind !== 'plain' &&
      (separator === null || (level.markKind === 'star') !== (separator === '★'))
    ) {
      faults.push({ path: ['marks', 'separator'], fault: 'separator-missing', detail: level.code });
    }
    for (const [at, word] of level.markWords.entries()) {
      const path = ['levels', index, 'markWords', at];
      if (!/^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/u.test(word))
        faults.push({ path, fault: 'mark-word', detail: word });
      else if (/[★☆*＊▲△●◆]/u.test(word)) faults.push({ path, fault: 'separator-in-word', detail: word });
      if (used.has(word)) faults.push({ path, fault: 'repeated', detail: word });
      used.add(word);
    }
  }
  return faults;
}

function findCalendarFaults(pack: Pack): Misreference[] {
  const byId = new Map(pack.calendar.map((entry) => [entry.id, entry]));
  const faults: Misreference[] = [];
  for (const [index, entry] of pack.calendar.entries()) {
    const rests = entry.confidence !== 'unverified' && entry.dateConfidence !== 'unverified';
    if (!rests && entry.note === undefined) {
      faults.push({ path: ['calendar', index, 'note'], fault: 'note-missing', detail: entry.id });
    }
    if (entry.due.kind !== 'relative') continue;
    const target = byId.get(entry.due.to);
    const path = ['calendar', index, 'due', 'to'];
    if (target === undefined) faults.push({ path, fault: 'unknown-entry', detail: entry.due.to });
    else if (target.due.kind === 'relative')
      faults.push({ path, fault: 'chained-entry', detail: entry.due.to });
  }
  return faults;
}

function findHolidayFaults(pack: Pack): Misreference[] {
  const faults: Misreference[] = [];
  for (const [index, { year, off, work }] of pack.holidays.years.entries()) {
    const path = ['holidays', 'years', index];
    for (const [at, { from, to }] of off.entries()) {
      if (compareDates(from, to) > 0)
        faults.push({ path: [...path, 'off', at, 'to'], fault: 'ends-before-start', detail: to });
      else if (!from.startsWith(String(year)) || !to.startsWith(String(year))) {
        faults.push({ path: [...path, 'off', at], fault: 'other-year', detail: String(year) });
      }
    }
    for (const [at, day] of work.entries()) {
      const isOff = off.some(({ from, to }) => compareDates(from, day) <= 0 && compareDates(day, to) <= 0);
      if (isOff) faults.push({ path: [...path, 'work', at], fault: 'off-and-worked', detail: day });
      else if (!day.startsWith(String(year)))
        faults.push({ path: [...path, 'work', at], fault: 'other-year', detail: day });
    }
  }
  return faults;
}

function findGradeFaults(pack: Pack): Misreference[] {
  return pack.grades.flatMap(({ coolingOff }, index) => {
    const path = ['grades', index, 'coolingOff', 'max'];
    return roughMonths(coolingOff.min) > roughMonths(coolingOff.max)
      ? [{ path, fault: 'ends-before-start' as const, detail: coolingOff.max }]
      : [];
  });
}

function roughMonths(text: string): number {
  const period = parsePeriod(text);
  return period === null ? 0 : period.years * 12 + period.months + period.days / 31;
}
