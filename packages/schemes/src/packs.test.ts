import { describe, expect, test } from 'vitest';
import type { CarrierStage } from './pack.ts';
import {
  builtinPacks,
  carrierRulesFor,
  clearanceRank,
  compareLevels,
  isChannelAllowed,
  levelOf,
  mayBeClearedFor,
} from './packs.ts';

const state = (level: string) => ({ scheme: 'cn-state-secret', level });

const trade = (level: string) => ({ scheme: 'cn-soe-trade-secret', level });

function statePack() {
  const pack = builtinPacks.get('cn-state-secret');
  if (pack === undefined) throw new Error('no pack');
  return pack;
}

describe('levels', () => {
  test('have an order within a scheme', () => {
    expect(compareLevels(state('JUEMI'), state('MIMI'))).toBeGreaterThan(0);
    expect(compareLevels(state('MIMI'), state('JIMI'))).toBeLessThan(0);
    expect(compareLevels(state('MIMI'), state('MIMI'))).toBe(0);
  });

  test('have none across schemes, and an unknown one has none at all', () => {
    for (const a of builtinPacks.values()) {
      for (const b of builtinPacks.values()) {
        if (a === b) continue;
        for (const [x, y] of a.levels.flatMap((left) => b.levels.map((right) => [left, right] as const))) {
          expect(
            compareLevels({ scheme: a.id, level: x.code }, { scheme: b.id, level: y.code }),
          ).toBeUndefined();
        }
      }
    }
    expect(compareLevels(state('MIMI'), state('TS'))).toBeUndefined();
  });

  test('carry what FACTS says of them', () => {
    expect(['MIMI', 'JIMI', 'JUEMI'].map((code) => levelOf('cn-state-secret', code)?.maxTerm)).toEqual([
      'P10Y',
      'P20Y',
      'P30Y',
    ]);
    expect(levelOf('cn-state-secret', 'SECRET')).toBeUndefined();
    expect(levelOf('nowhere', 'MIMI')).toBeUndefined();
  });

  test('★ stands in the pack of state secrets and in no other', () => {
    for (const pack of builtinPacks.values())
      expect(pack.marks.separator === '★').toBe(pack.kind === 'state-secret');
  });
});

describe('clearance', () => {
  test.each([
    ['CORE', ['MIMI', 'JIMI', 'JUEMI']],
    ['IMPORTANT', ['MIMI', 'JIMI']],
    ['GENERAL', ['MIMI']],
    ['BOSS', []],
    [null, []],
  ])('grade %s reaches %j', (grade, reached) => {
    const person = { grade, schemes: { 'cn-state-secret': 'JUEMI' } };
    const codes = statePack().levels.map((level) => level.code);
    expect(codes.filter((code) => mayBeClearedFor(person, state(code)))).toEqual(reached);
    expect(clearanceRank(grade)).toBe(reached.length);
  });

  test('each scheme has its own: a core grade opens no trade secret, a grant no state secret', () => {
    const core = { grade: 'CORE', schemes: {} };
    expect(mayBeClearedFor(core, trade('ORDINARY'))).toBe(false);
    expect(mayBeClearedFor(core, { scheme: 'cn-work-secret', level: 'WORK' })).toBe(false);
    expect(mayBeClearedFor(core, { scheme: 'internal', level: 'INTERNAL' })).toBe(false);
    const granted = { grade: null, schemes: { 'cn-soe-trade-secret': 'ORDINARY' } };
    expect(mayBeClearedFor(granted, trade('ORDINARY'))).toBe(true);
    expect(mayBeClearedFor(granted, trade('CORE'))).toBe(false);
    expect(mayBeClearedFor(granted, state('MIMI'))).toBe(false);
  });

  test('public is open to everybody, the unknown to nobody', () => {
    const nobody = { grade: null, schemes: {} };
    expect(mayBeClearedFor(nobody, { scheme: 'internal', level: 'PUBLIC' })).toBe(true);
    expect(
      mayBeClearedFor({ grade: 'CORE', schemes: { nowhere: 'X' } }, { scheme: 'nowhere', level: 'X' }),
    ).toBe(false);
    expect(mayBeClearedFor({ grade: 'CORE', schemes: {} }, { scheme: 'internal', level: 'toString' })).toBe(
      false,
    );
  });
});

/** All that the rules of a stage require of a level. */
function required(stage: CarrierStage, level: string): object {
  return Object.fromEntries(
    carrierRulesFor(statePack(), stage, level).flatMap((rule) => Object.entries(rule.require)),
  );
}

describe('carriers', () => {
  test.each([
    ['messenger', 'JUEMI', true],
    ['exchange-station', 'JIMI', true],
    ['exchange-station', 'JUEMI', false],
    ['ordinary-post', 'MIMI', false],
    ['courier', 'MIMI', false],
    ['internet-mail', 'MIMI', false],
    ['pigeon', 'MIMI', false],
  ])('%s for %s: %s', (channel, level, isAllowed) => {
    expect(isChannelAllowed(statePack(), channel, level)).toBe(isAllowed);
  });

  test('what a stage requires depends on the level', () => {
    expect(required('transfer', 'JUEMI')).toMatchObject({ escortsMin: 2 });
    expect(required('transfer', 'JIMI')).not.toHaveProperty('escortsMin');
    expect(required('copy', 'JIMI')).toMatchObject({ approver: 'HEAD' });
    expect(required('copy', 'JUEMI')).toMatchObject({ approver: 'ORIGINAL_CLASSIFIER' });
    expect(required('read', 'JUEMI')).toMatchObject({ designatedPlace: true });
    expect(required('destroy', 'MIMI')).toMatchObject({ witnessesMin: 2 });
    expect(required('carry-out', 'JUEMI')).toMatchObject({ escortsMin: 2 });
  });
});
