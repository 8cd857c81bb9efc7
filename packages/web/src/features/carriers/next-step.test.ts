import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { expect, test } from 'vitest';
import type { CopyViewData, ReaderData } from './carrier-words.ts';
import { nextStep } from './next-step.ts';

function reader(place: number, state: ReaderData['state'], more: Partial<ReaderData> = {}): ReaderData {
  const person = `person-${place}`;
  const times = { receivedAt: null, dueOn: null, returnedAt: null, signed: null };
  return { id: `reader-${place}`, place, person, personId: person, deputy: null, state, ...times, ...more };
}

function copyWith(
  copyNo: string,
  more: Partial<CopyViewData>,
  readers?: readonly ReaderData[],
): CopyViewData {
  return {
    id: `copy-${copyNo}`,
    copyNo,
    code: `FN-${copyNo}`,
    state: 'in-store',
    holder: null,
    holderId: null,
    place: '',
    since: '2026-11-12T00:00:00Z',
    dueOn: null,
    stops: [],
    circulation:
      readers === undefined ? null : { id: 'c', urgent: false, daysPerReader: 2, readers: [...readers] },
    loan: null,
    next: null,
    actions: [],
    ...more,
  };
}

function ask(copies: readonly CopyViewData[], personId: string, copyId: string | null = null) {
  const page: Pick<CarrierPageView, 'copyViews' | 'next'> = { copyViews: [...copies], next: null };
  return nextStep({ page, actor: { personId }, copyId });
}

const reading = copyWith('01', { state: 'with-reader', holderId: 'person-1', next: 'circulation.pass' }, [
  reader(1, 'reading'),
  reader(3, 'waiting'),
  reader(2, 'waiting'),
]);

test('who reads it signs that he has read it; the clerk hands it to the next in order', () => {
  expect(ask([reading], 'person-1')).toMatchObject({ kind: 'sign', what: 'read', reader: { place: 1 } });
  expect(ask([reading], 'clerk')).toMatchObject({ kind: 'pass', reader: { place: 2 } });
});

test('who has signed is told to give it back, and the next is not asked to sign before he holds it', () => {
  const signed = {
    ...reading,
    next: null,
    circulation: {
      id: 'c',
      urgent: false,
      daysPerReader: 2,
      readers: [reader(1, 'reading', { returnedAt: '2026-11-13T00:00:00Z' }), reader(2, 'waiting')],
    },
  };
  expect(ask([signed], 'person-1')).toMatchObject({ kind: 'none', copy: { copyNo: '01' } });
  expect(ask([signed], 'person-2')).toMatchObject({ kind: 'none' });
});

test('a reader who sees only his own line may sign for a copy that is free', () => {
  const own = copyWith('01', {}, [reader(2, 'waiting')]);
  expect(ask([own], 'person-2')).toMatchObject({ kind: 'sign', what: 'received' });
});

test('a scanned copy goes before the others', () => {
  const lent = copyWith('02', { state: 'on-loan', next: 'loan.takeBack' });
  expect(ask([reading, lent], 'clerk', 'copy-02')).toMatchObject({
    kind: 'command',
    command: 'loan.takeBack',
  });
});
