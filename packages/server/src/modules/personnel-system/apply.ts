import { orTaken } from '@fengni/kernel/org/commands/common';
import { orgErrors } from '@fengni/kernel/org/contract';
import { pathBelow } from '@fengni/kernel/org/rules';
import {
  type HoldingRow,
  type PersonRow,
  type PostRow,
  type UnitRow,
  holdings,
  people,
  posts,
  units,
} from '@fengni/kernel/org/tables';
import { refuser } from '@fengni/kernel/command/refusal';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { type KnownUnit, type Places, showUnit } from './compare.ts';
import type { Facts } from './contract.ts';
import { type Standpoint, inChunks, refuse } from './store.ts';
import type { PersonnelDifferenceRow } from './tables.ts';

const refuseOrg = refuser(orgErrors);
export type Line = Pick<PersonnelDifferenceRow, 'kind' | 'staff_no' | 'name' | 'person_id' | 'facts'>;

interface Applying {
  readonly standpoint: Standpoint;
  readonly places: Places;
  /** Everybody the lines are about, locked. */
  readonly persons: ReadonlyMap<string, Locked<PersonRow>>;
}

/** Finds the unit of a line, or makes what is missing of it. */
function createUnitMaker(tx: Tx, places: Places) {
  const added = new Map<string, UnitRow>();
  const below = (parent: KnownUnit, name: string): KnownUnit => {
    const known = places.child(parent, name);
    if (known !== undefined) return known;
    const key = JSON.stringify([parent.id, name]);
    const found = added.get(key);
    if (found !== undefined) return found;
    const id = tx.newId();
    const unit: UnitRow = {
      id,
      parent_id: parent.id,
      path: pathBelow(parent.path, id),
      kind: 'department',
      name,
      code: null,
      position: 0,
      started_on: tx.today,
      ended_on: null,
    };
    added.set(key, unit);
    return unit;
  };
  return {
    added,
    unitOf(facts: NonNullable<Facts['unit']>, name: string): KnownUnit {
      // named by a code nobody has here
      if (facts.toId === null && facts.missing.length === 0)
        throw refuse('personnel-system.cannot', { name });
      return facts.path.reduce(below, places.root);
    },
  };
}

interface Wanted {
  readonly personId: string;
  readonly unitId: string;
  readonly posts: readonly string[];
}

/** Makes what the lines say so. What has changed here since is refused, whole. */
export async function applyLines(
  tx: Tx,
  lines: readonly Line[],
  { standpoint, places, persons }: Applying,
): Promise<void> {
  const maker = createUnitMaker(tx, places);
  const added: PersonRow[] = [];
  const renamed: [Locked<PersonRow>, string][] = [];
  const moved: [Locked<PersonRow>, string][] = [];
  const wanted: Wanted[] = [];
  for (const line of lines) {
    const { facts } = line;
    const unit = facts.unit === undefined ? null : maker.unitOf(facts.unit, line.name);
    if (line.kind === 'new' && unit !== null) {
      const id = tx.newId();
      added.push({
        id,
        name: line.name,
        staff_no: line.staff_no,
        unit_id: unit.id,
        frozen_at: null,
        left_on: null,
      });
      if (facts.posts !== undefined) wanted.push({ personId: id, unitId: unit.id, posts: facts.posts.to });
      continue;
    }
    const person = requirePerson(persons, line);
    if (line.kind === 'renamed' && facts.name !== undefined) {
      if (person.name !== facts.name.from) throw refuse('personnel-system.stale', { name: line.name });
      renamed.push([person, facts.name.to]);
    }
    if (line.kind === 'moved' && unit !== null) {
      const from = showUnit(places.namesOf(person.unit_id), places.root);
      if (from !== facts.unit?.from) throw refuse('personnel-system.stale', { name: line.name });
      moved.push([person, unit.id]);
    }
    if (facts.posts !== undefined)
      wanted.push({
        personId: person.id,
        unitId: unit?.id ?? person.unit_id,
        posts: facts.posts.to,
      });
  }
  await tx.insert(units, ...maker.added.values());
  await inChunks(added, (chunk) =>
    orTaken(tx.insert(people, ...chunk), () => refuseOrg('org.staffno.taken', { staffNo: '-' })),
  );
  for (const [person, name] of renamed) await tx.update(people, person, { name });
  for (const [person, unitId] of moved) await tx.update(people, person, { unit_id: unitId });
  await setPosts(tx, wanted, standpoint);
}

function requirePerson(persons: Applying['persons'], line: Line): Locked<PersonRow> {
  const person = persons.get(line.person_id ?? '');
  if (person === undefined || person.left_on !== null)
    throw refuse('personnel-system.stale', { name: line.name });
  return person;
}

/** Holdings as told: what is not named ends today, what is named begins, in a post of the unit that is made where missing. */
async function setPosts(tx: Tx, wanted: readonly Wanted[], { unitId, hash }: Standpoint): Promise<void> {
  if (wanted.length === 0) return;
  const known = await tx.readSql<{ id: string; unit_id: string; name: string }>(
    'select * from posts_to_compare($1, $2, $3)',
    [unitId, hash, [...new Set(wanted.map((one) => one.unitId))]],
  );
  const postIds = new Map(
    known.toReversed().map((post) => [JSON.stringify([post.unit_id, post.name]), post.id]),
  );
  const held = await tx.readSql<{ id: string; person_id: string; name: string }>(
    'select id, person_id, name from holdings_to_compare($1, $2, $3)',
    [unitId, hash, wanted.map((one) => one.personId)],
  );
  const newPosts: PostRow[] = [];
  const newHoldings: HoldingRow[] = [];
  const ended: string[] = [];
  const heldBy = Map.groupBy(held, (row) => row.person_id);
  for (const one of wanted) {
    const mine = heldBy.get(one.personId) ?? [];
    ended.push(...mine.filter((row) => !one.posts.includes(row.name)).map((row) => row.id));
    for (const name of one.posts) {
      if (mine.some((row) => row.name === name)) continue;
      const key = JSON.stringify([one.unitId, name]);
      const postId = postIds.get(key) ?? tx.newId();
      if (!postIds.has(key)) {
        newPosts.push({
          id: postId,
          unit_id: one.unitId,
          name,
          grade: null,
          started_on: tx.today,
          ended_on: null,
        });
        postIds.set(key, postId);
      }
      newHoldings.push({
        id: tx.newId(),
        person_id: one.personId,
        post_id: postId,
        started_on: tx.today,
        ended_on: null,
      });
    }
  }
  const over = await tx.lockNamed(holdings, ended);
  for (const row of over)
    await tx.update(holdings, row, { ended_on: row.started_on > tx.today ? row.started_on : tx.today });
  await inChunks(newPosts, (chunk) => tx.insert(posts, ...chunk));
  await inChunks(newHoldings, (chunk) => tx.insert(holdings, ...chunk));
}
