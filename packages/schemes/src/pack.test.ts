// CLS-1
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import stateSecret from '../packs/cn-state-secret.json' with { type: 'json' };
import { packFaultsMax, parsePack } from './pack.ts';
import { formatMark, parseMark, parseMarkTolerant } from './mark.ts';
import { builtinPacks, compareLevels } from './packs.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Steps = readonly (string | number)[];

function copyOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

const whole = copyOf(stateSecret);

function childrenOf(value: Json): [string | number, Json][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}

function pathsOf(value: Json, path: Steps = []): Steps[] {
  return [path, ...childrenOf(value).flatMap(([step, child]) => pathsOf(child, [...path, step]))];
}

/** A copy with the value at a path replaced, or taken away where `value` is undefined. */
function withAt(json: Json, path: Steps, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const changed = (child: Json | undefined) =>
    rest.length === 0 ? value : withAt(child ?? null, rest, value);
  if (Array.isArray(json)) {
    return json.flatMap((child, index) => {
      if (index !== step) return [child];
      const next = changed(child);
      return next === undefined ? [] : [next];
    });
  }
  if (json === null || typeof json !== 'object') return json;
  const next = changed(json[String(step)]);
  const others = Object.entries(json).filter(([name]) => name !== step);
  return Object.fromEntries(next === undefined ? others : [...others, [String(step), next]]);
}

function written(path: Steps): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

const allPaths = pathsOf(whole);

describe('a bad pack is refused with the place of the fault', () => {
  test.each<[string, Steps, Json | undefined, string, RegExp]>([
    ['no levels', ['levels'], undefined, 'levels', /missing/],
    ['empty levels', ['levels'], [], 'levels', /empty/],
    ['a bad maximum', ['levels', 2, 'maxTerm'], '30 years', 'levels[2].maxTerm', /P10Y/],
    ['a maximum left out', ['levels', 2, 'maxTerm'], undefined, 'levels[2].maxTerm', /missing/],
    ['a level code twice', ['levels', 1, 'code'], 'MIMI', 'levels[1].code', /repeats/],
    ['a rank twice', ['levels', 1, 'rank'], 1, 'levels[1].rank', /repeats/],
    ['a bad date', ['asOf'], '2025-02-30', 'asOf', /real date/],
    ['an unknown field', ['levels', 0, 'colur'], 'red', 'levels[0].colur', /unknown field/],
    ['an unknown instrument', ['levels', 0, 'cite', 0], 'CN-NOWHERE#1', 'levels[0].cite[0]', /not listed/],
    [
      'a malformed citation',
      ['levels', 0, 'cite', 0],
      'see the law',
      'levels[0].cite[0]',
      /INSTRUMENT#article/,
    ],
    ['a fact without citation', ['levels', 0, 'cite'], [], 'levels[0].cite', /no citation/],
    [
      'verified by what is superseded',
      ['levels', 0, 'cite'],
      ['CN-CLASSIF-2014#1'],
      'levels[0].confidence',
      /in force/,
    ],
    [
      'a level that is not there',
      ['channels', 0, 'levels', 0],
      'SECRET',
      'channels[0].levels[0]',
      /no such level/,
    ],
    [
      'a level of an authority',
      ['authority', 0, 'maySet', 0],
      'SECRET',
      'authority[0].maySet[0]',
      /no such level/,
    ],
    ['a level of a grade', ['grades', 0, 'clearedTo'], 'SECRET', 'grades[0].clearedTo', /no such level/],
    [
      'a level of a period',
      ['periods', 0, 'byLevel'],
      { SECRET: 'P1D' },
      'periods[0].byLevel.SECRET',
      /no such level/,
    ],
    [
      'a role that is not there',
      ['carrierRules', 0, 'require'],
      { approver: 'NOBODY' },
      'carrierRules[0].require.approver',
      /no such role/,
    ],
    ['★ of another kind', ['kind'], 'trade-secret', 'marks.separator', /state secrets only/],
    ['a star in the words', ['levels', 0, 'markWords', 0], '秘★密', 'levels[0].markWords[0]', /no separator/],
    ['words of another level', ['levels', 0, 'markWords', 0], '机密', 'levels[1].markWords[0]', /repeats/],
    [
      'words in brackets',
      ['levels', 0, 'markWords', 0],
      '(秘密)',
      'levels[0].markWords[0]',
      /begins and ends/,
    ],
    ['▲ for a star', ['marks', 'separator'], '▲', 'marks.separator', /★ for star/],
    ['no separator', ['marks', 'separator'], null, 'marks.separator', /needs a separator/],
    ['a house default not named', ['calendar', 0, 'note'], undefined, 'calendar[0].note', /house default/],
    ['a kind of date rule', ['calendar', 0, 'due', 'kind'], 'someday', 'calendar[0].due.kind', /malformed/],
    ['a month', ['calendar', 0, 'due', 'on', 0, 'month'], 13, 'calendar[0].due.on[0].month', /too large/],
    [
      'a relative entry to nothing',
      ['calendar', 0, 'due'],
      { kind: 'relative', to: 'x', after: 'P1D' },
      'calendar[0].due.to',
      /no such entry/,
    ],
    [
      'a relative entry to itself',
      ['calendar', 0, 'due'],
      { kind: 'relative', to: 'work-plan', after: 'P1D' },
      'calendar[0].due.to',
      /itself relative/,
    ],
    [
      'a holiday turned round',
      ['holidays', 'years', 0, 'off', 1, 'to'],
      '2025-01-01',
      'holidays.years[0].off[1].to',
      /before it starts/,
    ],
    [
      'a day off that is worked',
      ['holidays', 'years', 0, 'work', 0],
      '2025-10-01',
      'holidays.years[0].work[0]',
      /off and worked/,
    ],
    ['a colour', ['levels', 0, 'colour'], 'pink', 'levels[0].colour', /one of/],
    [
      'a type',
      ['levels', 0, 'copyNumberRequired'],
      'yes',
      'levels[0].copyNumberRequired',
      /wrong type, boolean/,
    ],
  ])('%s', (_what, path, value, place, words) => {
    const parsed = parsePack(withAt(whole, path, value));
    if (parsed.ok) throw new Error('the pack was taken');
    const fault = parsed.faults.find((item) => item.path === place);
    expect(fault, JSON.stringify(parsed.faults)).toBeDefined();
    expect(fault?.en).toMatch(words);
    expect(fault?.zh).toMatch(/\p{Script=Han}/u);
  });

  test.each([undefined, null, 3, 'pack', [], true])('%j is no pack at all', (json) => {
    const parsed = parsePack(json);
    expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.path)).toEqual(['$']);
  });

  test('every field that is taken away is either optional or named in a fault', () => {
    const fields = allPaths.filter((path) => typeof path.at(-1) === 'string').slice(0, 600);
    for (const path of fields) {
      const parsed = parsePack(withAt(whole, path, undefined));
      if (parsed.ok)
        expect(['partial', 'note', 'ref', 'byLevel', 'approver', 'signature', 'JUEMI']).toContain(
          path.at(-1),
        );
      else
        expect(
          parsed.faults.map((fault) => fault.path),
          written(path),
        ).toContain(written(path));
    }
  });

  test('faults beyond the limit are not listed', () => {
    const levels = Array.from({ length: 20 }, () => ({ nothing: 1 }));
    const parsed = parsePack(withAt(whole, ['levels'], levels));
    expect(parsed.ok ? 0 : parsed.faults.length).toBe(packFaultsMax + 1);
  });
});

test('a pack changed anywhere at random stays valid or is refused with a path, and never throws', () => {
  const value: fc.Arbitrary<Json | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<Json>(
      null,
      '',
      '★',
      'P10Y',
      'MIMI',
      '2025-01-01',
      0,
      -1,
      1e9,
      1.5,
      [],
      {},
      true,
      ['MIMI'],
      '__proto__',
    ),
    fc.jsonValue().map((json) => copyOf(json)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...allPaths), value, (path, replacement) => {
      const changed = withAt(whole, path, replacement);
      const parsed = parsePack(changed);
      if (parsed.ok) {
        expect(copyOf(parsed.pack)).toEqual(changed);
        return;
      }
      expect(parsed.faults.length).toBeGreaterThan(0);
      for (const fault of parsed.faults) {
        expect(fault.path).not.toBe('');
        expect(`${fault.zh}${fault.en}`).not.toContain('undefined');
      }
    }),
    { numRuns: 1000 },
  );
});

test('every built-in pack is valid, and nothing in it is stale at the day it was made', () => {
  expect([...builtinPacks.keys()].toSorted()).toEqual([
    'cn-soe-trade-secret',
    'cn-state-secret',
    'cn-work-secret',
    'internal',
  ]);
  for (const pack of builtinPacks.values()) {
    expect(parsePack(copyOf(pack))).toMatchObject({ ok: true });
    const facts = [
      ...pack.levels,
      ...pack.rules,
      ...pack.periods,
      ...pack.channels,
      ...pack.carrierRules,
      ...pack.calendar,
    ];
    for (const { reviewBy } of facts) expect(reviewBy > pack.asOf).toBe(true);
  }
});

test("another country's pack is loaded beside the built-in ones and its marks are read", () => {
  const fact = { cite: ['GSCP-2024'], confidence: 'secondary', reviewBy: '2027-03-31' };
  const level = (code: string, rank: number, words: string) => ({
    code,
    rank,
    zh: words,
    en: words,
    definition: { zh: words, en: words },
    chip: { zh: words, en: words },
    colour: 'blue',
    maxTerm: null,
    markKind: 'plain',
    markWords: [words],
    copyNumberRequired: false,
    clearanceRequired: true,
    ...fact,
  });
  const parsed = parsePack({
    id: 'uk-gsc',
    packVersion: '0.1.0',
    asOf: '2026-09-30',
    kind: 'other',
    jurisdiction: 'UK',
    zh: '英国政府密级',
    en: 'UK Government Security Classifications',
    instruments: [
      { key: 'GSCP-2024', zh: '政府密级政策', en: 'GSC Policy', inForce: '2024-08-05', status: 'in-force' },
    ],
    levels: [level('O', 1, 'OFFICIAL'), level('O-S', 2, 'OFFICIAL-SENSITIVE'), level('TS', 4, 'TOP SECRET')],
    marks: {
      separator: null,
      missingTerm: 'open',
      indefiniteWord: 'indefinite',
      conditionEndings: [],
      ...fact,
    },
    clearance: 'grant',
    authority: [],
    roles: [],
    grades: [],
    rules: [],
    periods: [],
    channels: [],
    carrierRules: [],
    calendar: [],
    holidays: { weekend: [6, 7], years: [] },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const packs = new Map([...builtinPacks, [parsed.pack.id, parsed.pack]]);
  expect(parseMarkTolerant(' top  secret ', { packs })).toMatchObject({
    ok: true,
    mark: { scheme: 'uk-gsc', level: 'TS' },
  });
  const mark = { scheme: 'uk-gsc', level: 'O-S', validity: { kind: 'unstated' } } as const;
  expect(parseMark(formatMark(mark, packs), { packs })).toEqual({ ok: true, mark });
  expect(parseMark('机密★10年', { packs })).toMatchObject({ ok: true });
  expect(
    compareLevels({ scheme: 'uk-gsc', level: 'TS' }, { scheme: 'uk-gsc', level: 'O' }, packs),
  ).toBeGreaterThan(0);
  expect(
    compareLevels({ scheme: 'uk-gsc', level: 'TS' }, { scheme: 'cn-state-secret', level: 'JUEMI' }, packs),
  ).toBeUndefined();
});
