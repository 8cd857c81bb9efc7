import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import type { SessionActor } from '../../lib/session.ts';
import type { CopyViewData, ReaderData } from './carrier-words.ts';

/** The one next lawful step for this person, with what it is about. */
export type NextStep =
  | {
      readonly kind: 'sign';
      readonly what: 'received' | 'read';
      readonly copy: CopyViewData;
      readonly reader: ReaderData;
    }
  | { readonly kind: 'pass'; readonly copy: CopyViewData; readonly reader: ReaderData }
  | { readonly kind: 'takeBack'; readonly copy: CopyViewData; readonly reader: ReaderData }
  | { readonly kind: 'command'; readonly command: string; readonly copy: CopyViewData | null }
  | { readonly kind: 'none'; readonly copy: CopyViewData | null };

/** What a copy at rest is most often wanted for, where the server names no step. */
const atRest = ['circulation.start', 'loan.borrow'] as const;

/** The reader's signature comes first, then the copy asked for, then the first copy or the carrier with a step. */
export function nextStep(the: {
  readonly page: Pick<CarrierPageView, 'copyViews' | 'next'>;
  readonly actor: Pick<SessionActor, 'personId'>;
  readonly copyId: string | null;
}): NextStep {
  const { page, actor } = the;
  const wanted = page.copyViews.find((copy) => copy.id === the.copyId);
  const copies = wanted === undefined ? page.copyViews : [wanted];
  for (const copy of copies) {
    const signing = signingStep(copy, actor.personId);
    if (signing !== null) return signing;
  }
  for (const copy of copies) {
    const step = copyStep(copy);
    if (step !== null) return step;
  }
  if (wanted === undefined && page.next !== null) return { kind: 'command', command: page.next, copy: null };
  const read = copies.find((copy) => copy.holderId === actor.personId && readingOf(copy) !== undefined);
  if (read !== undefined) return { kind: 'none', copy: read };
  for (const command of atRest) {
    const copy = copies.find((one) =>
      one.actions.some((action) => action.command === command && action.allowed),
    );
    if (copy !== undefined) return { kind: 'command', command, copy };
  }
  return { kind: 'none', copy: wanted ?? null };
}

/** A reader signs that he has it, where it is his turn, and then that he has read it. */
function signingStep(copy: CopyViewData, personId: string): NextStep | null {
  const readers = copy.circulation?.readers ?? [];
  const reading = readers.find((one) => one.state === 'reading' && one.returnedAt === null);
  if (reading !== undefined && (reading.personId === personId || copy.holderId === personId)) {
    return { kind: 'sign', what: 'read', copy, reader: reading };
  }
  const mine = readers.find((one) => one.state === 'waiting' && one.personId === personId);
  // a reader sees only his own line; whose turn it is, the server decides
  const free = readingOf(copy) === undefined && (copy.state === 'in-store' || copy.state === 'with-reader');
  return mine !== undefined && free && mine === waitingOf(copy)[0]
    ? { kind: 'sign', what: 'received', copy, reader: mine }
    : null;
}

/** Readers to come, in their order. */
export function waitingOf(copy: CopyViewData): ReaderData[] {
  return (copy.circulation?.readers ?? [])
    .filter((one) => one.state === 'waiting')
    .toSorted((a, b) => a.place - b.place);
}

/** Who has it to read now. */
export function readingOf(copy: CopyViewData): ReaderData | undefined {
  return copy.circulation?.readers.find((one) => one.state === 'reading');
}

function copyStep(copy: CopyViewData): NextStep | null {
  if (copy.next === null) return null;
  const [next] = waitingOf(copy);
  if (copy.next === 'circulation.pass' && next !== undefined) return { kind: 'pass', copy, reader: next };
  const reading = readingOf(copy);
  if (copy.next === 'circulation.takeBack' && reading !== undefined)
    return { kind: 'takeBack', copy, reader: reading };
  return { kind: 'command', command: copy.next, copy };
}
