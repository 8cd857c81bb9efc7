// PER-3: people in step with the personnel system
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KnownPerson, type KnownUnit, Places, compareStaff } from './compare.ts';
import { DeliveryBody, StaffRecord } from './contract.ts';
import { liesIn, isNetwork } from './networks.ts';

const units: KnownUnit[] = [
  { id: 'root', parent_id: null, name: '示范集团', path: 'r', code: null },
  { id: 'north', parent_id: 'root', name: '北方公司', path: 'r.n', code: 'N' },
  { id: 'lab', parent_id: 'north', name: '实验室', path: 'r.n.l', code: 'L' },
  { id: 'south', parent_id: 'root', name: '南方公司', path: 'r.s', code: null },
];
const places = new Places(units);
const person = (more: Partial<KnownPerson> = {}): KnownPerson => ({
  id: 'p1',
  name: '甲一',
  staff_no: 'A-1',
  unit_id: 'lab',
  unit_path: 'r.n.l',
  frozen: false,
  has_left: false,
  cleared: false,
  leaving_id: null,
  engaged: false,
  posts: ['工程师'],
  ...more,
});
const record = (more: Partial<StaffRecord> = {}): StaffRecord => ({
  staffNo: 'A-1',
  name: '甲一',
  unit: ['北方公司', '实验室'],
  left: false,
  ...more,
});
const compare = (
  records: readonly StaffRecord[],
  known: readonly KnownPerson[],
  more: { readonly whole?: boolean; readonly within?: string } = {},
) => compareStaff({ records, known, places, whole: false, within: 'r', ...more });
const kinds = (found: ReturnType<typeof compare>) => found.map((one) => [one.kind, one.trouble]);

test('who is as the personnel system has him differs in nothing', () => {
  expect(compare([record()], [person()], { whole: true })).toEqual([]);
  expect(compare([record({ unit: ['示范集团', '北方公司', '实验室'] })], [person()])).toEqual([]);
  expect(compare([record({ unit: undefined, unitCode: 'L', posts: ['工程师'] })], [person()])).toEqual([]);
});

test('each change is a line of its own kind', () => {
  expect(kinds(compare([record({ staffNo: 'B-1', name: '乙一' })], []))).toEqual([['new', null]]);
  expect(kinds(compare([record({ name: '甲一一', unit: ['南方公司'] })], [person()]))).toEqual([
    ['renamed', null],
    ['moved', null],
  ]);
  const [posts] = compare([record({ posts: ['主任', '工程师'] })], [person()]);
  expect(posts).toMatchObject({
    kind: 'posts',
    facts: { posts: { from: ['工程师'], to: ['主任', '工程师'] } },
  });
});

test('gone is who is missing from the whole, and nobody else', () => {
  const known = [
    person(),
    person({ id: 'p2', staff_no: null }),
    person({ id: 'p3', staff_no: 'A-3', leaving_id: 'l' }),
    person({ id: 'p4', staff_no: 'A-4', has_left: true }),
    person({ id: 'p5', staff_no: 'A-5', engaged: true }),
  ];
  expect(compare([], known)).toEqual([]);
  expect(compare([], known, { whole: true }).map((one) => one.personId)).toEqual(['p1']);
  expect(compare([record({ left: true })], known).map((one) => one.kind)).toEqual(['gone']);
  // those of units it does not speak of are not missing
  expect(compare([], known, { whole: true, within: 'r.s' })).toEqual([]);
});

test.each([
  [{ frozen: true }, 'frozen'],
  [{ cleared: true }, 'cleared'],
  [{ engaged: true }, 'engaged'],
  [{ leaving_id: 'l', cleared: true }, 'leaving'],
] as const)('a move of somebody %j is not taken by itself', (more, trouble) => {
  expect(kinds(compare([record({ unit: ['南方公司'] })], [person(more)]))).toEqual([['moved', trouble]]);
});

test('a unit that is not there, or not one it speaks of, is said so', () => {
  const [unknown] = compare([record({ unit: ['北方公司', '新室', '一组'] })], [person()]);
  expect(unknown).toMatchObject({
    trouble: 'unit-unknown',
    facts: { unit: { toId: null, missing: ['新室', '一组'] } },
    unitPath: 'r.n',
  });
  expect(kinds(compare([record({ unit: ['南方公司'] })], [person()], { within: 'r.n' }))).toEqual([
    ['moved', 'unit-outside'],
  ]);
  // nobody of another company is renamed, fetched or reported gone by this one's personnel system
  expect(
    kinds(compare([record({ name: '甲二', unit: ['南方公司'] })], [person()], { within: 'r.s' })),
  ).toEqual([
    ['renamed', 'unit-outside'],
    ['moved', 'unit-outside'],
  ]);
  expect(compare([record({ left: true })], [person()], { within: 'r.s' })).toEqual([]);
  expect(kinds(compare([record({ unit: undefined, unitCode: 'none' })], [person()]))).toEqual([
    ['moved', 'unit-unknown'],
  ]);
});

test('a namesake without a staff number is a question, one with another number is not', () => {
  const nameless = person({ staff_no: null });
  expect(compare([record()], [nameless])).toMatchObject([
    { kind: 'new', trouble: 'namesake', personId: 'p1' },
  ]);
  expect(kinds(compare([record()], [person({ staff_no: 'A-2' })]))).toEqual([['new', null]]);
});

test('who has left and comes again is never taken for the old person', () => {
  expect(kinds(compare([record()], [person({ has_left: true })]))).toEqual([['new', 'left']]);
});

const Name = fc.constantFrom('甲一', '乙二', '丙三');
const Unit = fc
  .constantFrom('北方公司', '北方公司/实验室', '南方公司', '新公司')
  .map((path) => path.split('/'));
const Staff = fc.uniqueArray(
  fc.record({
    staffNo: fc.integer({ min: 1, max: 30 }).map((n) => `A-${n}`),
    name: Name,
    unit: Unit,
    left: fc.boolean(),
  }),
  { selector: (one) => one.staffNo, maxLength: 20 },
);

test('what is applied does not differ any more, whatever was delivered', () => {
  fc.assert(
    fc.property(Staff, (staff) => {
      const known = staff
        .filter((one) => !one.left && places.find(one).unit !== null)
        .map((one, i) => {
          const unit = places.find(one).unit ?? units[0];
          return person({
            id: `p${i}`,
            name: one.name,
            staff_no: one.staffNo,
            unit_id: unit?.id ?? '',
            unit_path: unit?.path ?? '',
          });
        });
      const found = compare(staff, known, { whole: true });
      return found.every((one) => one.kind === 'new' && one.trouble === 'unit-unknown');
    }),
  );
});

test('nobody is listed gone and changed at once, and each kind once', () => {
  fc.assert(
    fc.property(Staff, Staff, (told, held) => {
      const known = held.map((one, i) => person({ id: `p${i}`, name: one.name, staff_no: one.staffNo }));
      const found = compare(told, known, { whole: true });
      const keys = found.map((one) => `${one.staffNo} ${one.kind}`);
      const gone = found.filter((one) => one.kind === 'gone').map((one) => one.staffNo);
      return (
        new Set(keys).size === keys.length &&
        found.every((one) => one.kind === 'gone' || !gone.includes(one.staffNo))
      );
    }),
  );
});

const body = (more: object) => ({ delivery: 'd-1', whole: false, people: [{ ...record(), ...more }] });

test('hostile texts are refused before they reach anything', () => {
  for (const more of [
    { name: '=cmd()' },
    { name: '@甲' },
    { name: '甲\u202e一' },
    { name: '甲\n一' },
    { name: '甲'.repeat(61) },
    { staffNo: "1' or 1=1" },
    { staffNo: '' },
    { unit: [] },
    { unit: Array.from({ length: 9 }, () => '室') },
    { posts: ['+1'] },
    { admin: true },
    { unit: undefined },
  ])
    expect(DeliveryBody.safeParse(body(more)).success, JSON.stringify(more)).toBe(false);
  expect(DeliveryBody.safeParse(body({})).success).toBe(true);
});

test('networks are addresses, and cover what lies in them', () => {
  for (const text of ['10.1.0.0/33', '10.1/8', 'host', '::1%lo', '10.0.0.1/', ''])
    expect(isNetwork(text), text).toBe(false);
  expect(liesIn('10.1.2.3', ['10.1.0.0/16'])).toBe(true);
  expect(liesIn('10.2.2.3', ['10.1.0.0/16', '2001:db8::/32'])).toBe(false);
  expect(liesIn('AB:CD', ['10.1.0.0/16'])).toBe(false);
  expect(liesIn('AB:CD', [])).toBe(true);
});
