import { invariant } from '../command/invariant.ts';
import type { ImportRow, KnownUnit, Making } from './import-plan.ts';
import type { GradeCode, HoldingRow, PersonRow, PostRow } from './tables.ts';

type KnownPerson = Pick<PersonRow, 'id' | 'name' | 'staff_no' | 'unit_id' | 'left_on'>;
type KnownPost = Pick<PostRow, 'id' | 'name' | 'unit_id'>;

/** What is already there of the people, posts and holdings a list names. */
export interface KnownStaff {
  readonly people: readonly KnownPerson[];
  /** Posts that have not ended, and holdings of them that have not. */
  readonly posts: readonly KnownPost[];
  readonly holdings: readonly Pick<HoldingRow, 'person_id' | 'post_id'>[];
}

export interface PlannedStaff {
  readonly people: readonly PersonRow[];
  readonly posts: readonly PostRow[];
  readonly holdings: readonly HoldingRow[];
  readonly known: { readonly people: number; readonly posts: number; readonly holdings: number };
  /** Rows whose staff number is somebody's of another name or unit, or of one who left: for a person to look at. */
  readonly differing: readonly number[];
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function indexPeople(people: readonly KnownPerson[]): {
  byStaffNo: Map<string, KnownPerson>;
  byName: Map<string, KnownPerson>;
} {
  const byStaffNo = new Map<string, KnownPerson>();
  const byName = new Map<string, KnownPerson>();
  for (const person of people) {
    if (person.staff_no !== null) byStaffNo.set(person.staff_no, person);
    const key = keyOf(person.unit_id, person.name);
    if (person.left_on === null && !byName.has(key)) byName.set(key, person);
  }
  return { byStaffNo, byName };
}

/**
 * Finds or makes each row's person, post and holding. A person is known by his staff number, else by name and unit.
 * Nobody is moved or renamed by a list.
 */
export function planStaff(
  rows: readonly ImportRow[],
  unitOf: readonly KnownUnit[],
  there: KnownStaff,
  making: Making,
): PlannedStaff {
  const { byStaffNo, byName } = indexPeople(there.people);
  const postsBy = new Map(there.posts.toReversed().map((post) => [keyOf(post.unit_id, post.name), post]));
  const held = new Set(there.holdings.map((one) => keyOf(one.person_id, one.post_id)));
  const added = {
    people: new Map<string, PersonRow>(),
    posts: new Map<string, PostRow>(),
    holdings: new Map<string, HoldingRow>(),
  };
  const met = { people: new Set<string>(), posts: new Set<string>(), holdings: new Set<string>() };
  const differing: number[] = [];

  for (const [i, row] of rows.entries()) {
    const unit = unitOf[i];
    invariant(unit !== undefined, 'each row has its unit');
    const post = row.post === null ? null : findPost(unit.id, row.post, row.grade);
    const person = row.person === null ? null : findPerson(unit.id, row.person, row);
    if (post !== null && person !== null) hold(person.id, post.id);
  }
  return {
    people: [...added.people.values()],
    posts: [...added.posts.values()],
    holdings: [...added.holdings.values()],
    known: { people: met.people.size, posts: met.posts.size, holdings: met.holdings.size },
    differing,
  };

  function findPost(unitId: string, name: string, grade: GradeCode | null): KnownPost {
    const key = keyOf(unitId, name);
    const found = postsBy.get(key);
    if (found === undefined) {
      const post = {
        id: making.newId(),
        unit_id: unitId,
        name,
        grade,
        started_on: making.today,
        ended_on: null,
      };
      added.posts.set(post.id, post);
      postsBy.set(key, post);
      return post;
    }
    if (!added.posts.has(found.id)) met.posts.add(found.id);
    return found;
  }

  function findPerson(unitId: string, name: string, row: ImportRow): KnownPerson | null {
    const staffNo = row.staffNo === '' ? null : row.staffNo;
    const key = keyOf(unitId, name);
    const found = staffNo === null ? byName.get(key) : byStaffNo.get(staffNo);
    if (found === undefined) {
      const person = {
        id: making.newId(),
        name,
        staff_no: staffNo,
        unit_id: unitId,
        frozen_at: null,
        left_on: null,
      };
      added.people.set(person.id, person);
      if (staffNo !== null) byStaffNo.set(staffNo, person);
      if (!byName.has(key)) byName.set(key, person);
      return person;
    }
    if (!added.people.has(found.id)) met.people.add(found.id);
    if (found.name !== name || found.left_on !== null) {
      differing.push(row.row);
      return null;
    }
    if (found.unit_id !== unitId) differing.push(row.row);
    return found;
  }

  function hold(personId: string, postId: string): void {
    const key = keyOf(personId, postId);
    if (held.has(key)) {
      met.holdings.add(key);
      return;
    }
    if (added.holdings.has(key)) return;
    added.holdings.set(key, {
      id: making.newId(),
      person_id: personId,
      post_id: postId,
      started_on: making.today,
      ended_on: null,
    });
  }
}
