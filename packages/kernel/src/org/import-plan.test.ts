import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ImportRow, placeUnits } from './import-plan.ts';
import { planStaff } from './import-staff.ts';

const root = { id: 'r', parent_id: null, name: '甲集团', path: 'r' };
function making() {
  let n = 0;
  return { newId: () => `x${(n += 1)}`, today: '2026-03-02' };
}
function row(n: number, unitPath: string[], more: Partial<ImportRow> = {}): ImportRow {
  return {
    row: n,
    unitPath,
    unitKind: 'department',
    person: null,
    staffNo: null,
    post: null,
    grade: null,
    ...more,
  };
}

test('a missing unit between is a department, unless its own row says more; order does not matter', () => {
  const rows = [row(2, ['乙厂', '丙科'], { unitKind: 'section' }), row(3, ['乙厂'], { unitKind: 'plant' })];
  const placed = placeUnits(root, [root], rows, making());
  expect(placed.added.map(({ name, kind, parent_id }) => ({ name, kind, parent_id }))).toEqual([
    { name: '乙厂', kind: 'plant', parent_id: 'r' },
    { name: '丙科', kind: 'section', parent_id: 'x1' },
  ]);
  expect(placed.unitOf.map((unit) => unit.name)).toEqual(['丙科', '乙厂']);
});

test("the root's own name may stand first, and alone means the root", () => {
  const placed = placeUnits(
    root,
    [root],
    [row(2, ['甲集团', '乙厂']), row(3, ['乙厂']), row(4, ['甲集团'])],
    making(),
  );
  expect(placed.added).toHaveLength(1);
  expect(placed.unitOf.map((unit) => unit.path)).toEqual(['r.x1', 'r.x1', 'r']);
});

test('who imports needs his duty over the lowest known unit the whole list lies in', () => {
  const north = { id: 'n', parent_id: 'r', name: '北', path: 'r.n' };
  const south = { id: 's', parent_id: 'r', name: '南', path: 'r.s' };
  const within = (...rows: ImportRow[]) => placeUnits(root, [root, north, south], rows, making()).within;
  expect(within(row(2, ['北']), row(3, ['北', '新科']))).toBe('r.n');
  expect(within(row(2, ['北']), row(3, ['南']))).toBe('r');
  expect(within(row(2, ['新公司', '新科']))).toBe('r');
});

test('a list taken in twice adds nothing the second time', () => {
  const name = fc.constantFrom('甲一', '乙二', '丙三');
  const rowOf = fc.record({
    unitPath: fc.array(fc.constantFrom('甲集团', '乙厂', '丙科'), { minLength: 1, maxLength: 3 }),
    person: fc.option(name),
    staffNo: fc.option(fc.constantFrom('001', '002', '')),
    post: fc.option(fc.constantFrom('会计', '司机')),
  });
  fc.assert(
    fc.property(fc.array(rowOf, { minLength: 1, maxLength: 12 }), (list) => {
      const rows = list.map(({ unitPath, ...rest }, i) => row(i + 2, unitPath, rest));
      const make = making();
      const first = placeUnits(root, [root], rows, make);
      const staff = planStaff(rows, first.unitOf, { people: [], posts: [], holdings: [] }, make);
      expect(new Set(staff.people.flatMap((one) => one.staff_no ?? [])).size).toBe(
        staff.people.filter((one) => one.staff_no !== null).length,
      );
      const second = placeUnits(root, [root, ...first.added], rows, make);
      const again = planStaff(rows, second.unitOf, staff, make);
      expect([second.added, again.people, again.posts, again.holdings]).toEqual([[], [], [], []]);
    }),
  );
});

test('a staff number of somebody else is shown to the clerk, and nobody is renamed or moved', () => {
  const there = { id: 'p', name: '甲一', staff_no: '001', unit_id: 'r', left_on: null };
  const known = { people: [there], posts: [], holdings: [] };
  const rows = [row(2, ['甲集团'], { person: '乙二', staffNo: '001', post: '会计' })];
  const placed = placeUnits(root, [root], rows, making());
  const plan = planStaff(rows, placed.unitOf, known, making());
  expect(plan).toMatchObject({ people: [], holdings: [], differing: [2], known: { people: 1 } });
  expect(plan.posts).toHaveLength(1);
});
