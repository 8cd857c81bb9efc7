import { defineCommand, type LoadTx } from '../../command/define.ts';
import { invariant } from '../../command/invariant.ts';
import { ImportOrganisation } from '../contract.ts';
import { type ImportRow, type PlacedUnits, placeUnits } from '../import-plan.ts';
import { type KnownStaff, type PlannedStaff, planStaff } from '../import-staff.ts';
import { orgPolicy } from '../policy.ts';
import { holdings, people, posts, units } from '../tables.ts';
import { db, orTaken, refuse } from './common.ts';

/** Rows named in the answer as differing; the list itself is before the clerk. */
export const differingRowsMax = 100;

/** Takes in a list of units and people, whole or not at all; the same list again adds nothing. */
export const importOrganisation = defineCommand({
  name: 'org.importOrganisation',
  title: { zh: '导入机构和人员', en: 'Import units and people' },
  input: ImportOrganisation,
  rule: orgPolicy['org.import'],
  async load(tx, input): Promise<{ placed: PlacedUnits; staff: PlannedStaff }> {
    const top = await tx.readOne(db.selectFrom('unit').select('id').where('parent_id', 'is', null));
    invariant(top !== undefined, 'a house has a root');
    // two lists at once would both find the same unit missing: they take turns on the root
    const root = await tx.lock(units, top.id);
    const open = await tx.read(
      db
        .selectFrom('unit')
        .select(['id', 'parent_id', 'name', 'path'])
        .where('ended_on', 'is', null)
        .orderBy('position')
        .orderBy('started_on')
        .orderBy('id'),
    );
    const placed = placeUnits(root, open, input.rows, tx);
    const there = await readStaff(tx, placed, input.rows);
    return { placed, staff: planStaff(input.rows, placed.unitOf, there, tx) };
  },
  unitPath: ({ placed }) => placed.within,
  async handle(tx, { target: { placed, staff } }) {
    await tx.insert(units, ...placed.added);
    await orTaken(tx.insert(people, ...staff.people), () => refuse('org.staffno.taken', { staffNo: '-' }));
    await tx.insert(posts, ...staff.posts);
    await orTaken(tx.insert(holdings, ...staff.holdings), () => refuse('org.already.held'));
    return {
      result: {
        units: { added: placed.added.length, known: placed.known.size },
        people: { added: staff.people.length, known: staff.known.people },
        posts: { added: staff.posts.length, known: staff.known.posts },
        holdings: { added: staff.holdings.length, known: staff.known.holdings },
        differing: staff.differing.slice(0, differingRowsMax),
      },
    };
  },
});

async function readStaff(tx: LoadTx, placed: PlacedUnits, rows: readonly ImportRow[]): Promise<KnownStaff> {
  const unitIds = [...placed.known];
  const staffNos = [...new Set(rows.flatMap((row) => row.staffNo ?? []))];
  const found = await tx.readSql<KnownStaff['people'][number]>(
    `select id, name, staff_no, unit_id, left_on from person
     where unit_id = any ($1) or staff_no = any ($2) order by staff_no nulls last, id`,
    [unitIds, staffNos],
  );
  const openPosts = await tx.readSql<KnownStaff['posts'][number]>(
    'select id, name, unit_id from post where unit_id = any ($1) and ended_on is null order by started_on, id',
    [unitIds],
  );
  const held = await tx.readSql<KnownStaff['holdings'][number]>(
    'select person_id, post_id from holding where post_id = any ($1) and (ended_on is null or ended_on >= $2)',
    [openPosts.map((post) => post.id), tx.today],
  );
  return { people: found, posts: openPosts, holdings: held };
}
