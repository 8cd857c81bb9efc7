import { isWithin } from '@fengni/kernel/access/policy';
import { invariant } from '@fengni/kernel/command/invariant';
import { commonPath } from '@fengni/kernel/org/rules';
import type { Facts, StaffRecord } from './contract.ts';
import type { DifferenceKind, Trouble } from './rules.ts';

export interface KnownUnit {
  readonly id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly path: string;
  readonly code: string | null;
}
/** Somebody as the house has him. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly staff_no: string | null;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly frozen: boolean;
  readonly has_left: boolean;
  readonly cleared: boolean;
  readonly leaving_id: string | null;
  readonly engaged: boolean;
  readonly posts: readonly string[];
}
export interface Difference {
  readonly kind: DifferenceKind;
  readonly staffNo: string;
  readonly name: string;
  readonly personId: string | null;
  readonly trouble: Trouble | null;
  readonly facts: Facts;
  readonly unitPath: string;
}

/** Where a record puts somebody: a unit that is there, or the lowest known one and the names below it. */
interface Place {
  readonly unit: KnownUnit | null;
  readonly anchor: KnownUnit;
  readonly names: readonly string[];
  readonly missing: readonly string[];
}

/** Units by name below their parent, by code and by id. */
export class Places {
  readonly root: KnownUnit;
  readonly #byId: ReadonlyMap<string, KnownUnit>;
  readonly #byCode: ReadonlyMap<string, KnownUnit>;
  readonly #children = new Map<string, KnownUnit>();

  /** @param units all that have not ended, root included, in the order in which namesakes are preferred */
  constructor(units: readonly KnownUnit[]) {
    const root = units.find((unit) => unit.parent_id === null);
    invariant(root !== undefined, 'a house has a root');
    this.root = root;
    this.#byId = new Map(units.map((unit) => [unit.id, unit]));
    this.#byCode = new Map(units.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit]])));
    for (const unit of units) {
      const at = JSON.stringify([unit.parent_id, unit.name]);
      if (!this.#children.has(at)) this.#children.set(at, unit);
    }
  }

  child(parent: KnownUnit, name: string): KnownUnit | undefined {
    return this.#children.get(JSON.stringify([parent.id, name]));
  }

  /** Names from the top down, the root's own left out. */
  namesOf(unitId: string): string[] {
    const unit = this.#byId.get(unitId);
    if (unit === undefined || unit.parent_id === null) return [];
    return [...this.namesOf(unit.parent_id), unit.name];
  }

  find(record: Pick<StaffRecord, 'unit' | 'unitCode'>): Place {
    const coded = record.unitCode === undefined ? undefined : this.#byCode.get(record.unitCode);
    if (coded !== undefined) {
      return { unit: coded, anchor: coded, names: this.namesOf(coded.id), missing: [] };
    }
    // a code nobody has here names no unit that could be made
    if (record.unit === undefined)
      return { unit: null, anchor: this.root, names: [record.unitCode ?? ''], missing: [] };
    const names = record.unit[0] === this.root.name ? record.unit.slice(1) : record.unit;
    let anchor = this.root;
    let depth = 0;
    for (const name of names) {
      const child = this.child(anchor, name);
      if (child === undefined) break;
      anchor = child;
      depth += 1;
    }
    const missing = names.slice(depth);
    return { unit: missing.length === 0 ? anchor : null, anchor, names, missing };
  }
}

/** How units are written in a line. */
export function showUnit(names: readonly string[], root: KnownUnit): string {
  return names.length === 0 ? root.name : names.join(' / ');
}

/**
 * In what a delivery differs from the house, person by person. Who is not named by a staff number here is not judged gone;
 * nobody is judged by name alone but as a question.
 * @param within path of the unit the delivery speaks of
 */
export function compareStaff(the: {
  readonly records: readonly StaffRecord[];
  readonly whole: boolean;
  readonly known: readonly KnownPerson[];
  readonly places: Places;
  readonly within: string;
}): Difference[] {
  const { records, known, places, within } = the;
  const byStaffNo = new Map(known.flatMap((one) => (one.staff_no === null ? [] : [[one.staff_no, one]])));
  const nameless = new Map<string, KnownPerson[]>();
  for (const one of known) {
    if (one.staff_no !== null || one.has_left) continue;
    nameless.set(one.name, [...(nameless.get(one.name) ?? []), one]);
  }
  const found: Difference[] = [];
  for (const record of records) {
    const person = byStaffNo.get(record.staffNo);
    if (person === undefined) {
      if (!record.left) found.push(newcomer(record, nameless.get(record.name ?? '') ?? []));
    } else if (record.left) found.push(...departure(person));
    else found.push(...changesOf(person, record));
  }
  if (the.whole) {
    const told = new Set(records.map((record) => record.staffNo));
    for (const person of known) {
      const isOurs = person.staff_no !== null && isWithin(person.unit_path, within);
      if (isOurs && !told.has(person.staff_no ?? '')) found.push(...departure(person));
    }
  }
  return found;

  function unitFacts(place: Place, from: string | null): NonNullable<Facts['unit']> {
    return {
      from,
      to: showUnit(place.names, places.root),
      toId: place.unit?.id ?? null,
      path: [...place.names],
      missing: [...place.missing],
    };
  }

  function placeTrouble(place: Place): Trouble | null {
    if (!isWithin(place.anchor.path, within) && !(place.unit === null && isWithin(within, place.anchor.path)))
      return 'unit-outside';
    return place.unit === null ? 'unit-unknown' : null;
  }

  function newcomer(record: StaffRecord, namesakes: readonly KnownPerson[]): Difference {
    const place = places.find(record);
    const like = namesakes.find((one) => one.unit_id === place.unit?.id) ?? namesakes[0];
    const trouble = placeTrouble(place) ?? (like === undefined ? null : 'namesake');
    return {
      kind: 'new',
      staffNo: record.staffNo,
      name: record.name ?? '',
      personId: trouble === 'namesake' ? (like?.id ?? null) : null,
      trouble,
      facts: {
        unit: unitFacts(place, null),
        ...(record.posts === undefined ? {} : { posts: { from: [], to: unique(record.posts) } }),
      },
      unitPath:
        trouble === 'namesake' && like !== undefined
          ? commonPath([place.anchor.path, like.unit_path])
          : place.anchor.path,
    };
  }

  function departure(person: KnownPerson): Difference[] {
    // his leaving is under way, or he was never the personnel system's
    if (person.has_left || person.leaving_id !== null || person.engaged) return [];
    if (!isWithin(person.unit_path, within)) return [];
    return [
      {
        kind: 'gone',
        staffNo: person.staff_no ?? '',
        name: person.name,
        personId: person.id,
        trouble: person.frozen ? 'frozen' : null,
        facts: {},
        unitPath: person.unit_path,
      },
    ];
  }

  function changesOf(person: KnownPerson, record: StaffRecord): Difference[] {
    const place = places.find(record);
    const name = record.name ?? person.name;
    const base = { staffNo: record.staffNo, name: person.name, personId: person.id };
    if (person.has_left) {
      const facts = { unit: unitFacts(place, null) };
      return [{ ...base, kind: 'new', trouble: 'left', facts, unitPath: person.unit_path }];
    }
    const isOurs = isWithin(person.unit_path, within);
    const standing = isOurs ? standingOf(person) : 'unit-outside';
    const changes: Difference[] = [];
    if (name !== person.name) {
      const facts = { name: { from: person.name, to: name } };
      changes.push({ ...base, kind: 'renamed', trouble: standing, facts, unitPath: person.unit_path });
    }
    const posts = postFacts(person, record);
    if (place.unit?.id !== person.unit_id) {
      const from = showUnit(places.namesOf(person.unit_id), places.root);
      const outside = placeTrouble(place);
      const trouble = moveTrouble({ outside, standing, cleared: person.cleared });
      const facts = { unit: unitFacts(place, from), ...posts };
      const unitPath = commonPath([person.unit_path, place.anchor.path]);
      changes.push({ ...base, kind: 'moved', trouble, facts, unitPath });
    } else if (posts.posts !== undefined) {
      changes.push({ ...base, kind: 'posts', trouble: standing, facts: posts, unitPath: person.unit_path });
    }
    return changes;
  }
}

/** The gravest of what speaks against a move. */
function moveTrouble(the: {
  readonly outside: Trouble | null;
  readonly standing: Trouble | null;
  readonly cleared: boolean;
}): Trouble | null {
  const { outside, standing } = the;
  if (outside === 'unit-outside' || standing === 'unit-outside') return 'unit-outside';
  if (standing === 'leaving') return standing;
  return outside ?? standing ?? (the.cleared ? 'cleared' : null);
}

/** What speaks against changing anything of somebody. */
function standingOf(person: KnownPerson): Trouble | null {
  if (person.leaving_id !== null) return 'leaving';
  if (person.engaged) return 'engaged';
  return person.frozen ? 'frozen' : null;
}

function postFacts(person: KnownPerson, record: StaffRecord): Pick<Facts, 'posts'> {
  if (record.posts === undefined) return {};
  const from = unique(person.posts);
  const to = unique(record.posts);
  return from.join('\n') === to.join('\n') ? {} : { posts: { from, to } };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
