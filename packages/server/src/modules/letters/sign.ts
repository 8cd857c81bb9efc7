import { readSuite } from '@fengni/kernel/access/begin-house';
import type { Actor } from '@fengni/kernel/access/actor';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { settle } from '@fengni/kernel/obligation/owe';
import { addPeriod, parseLocalDate } from '@fengni/schemes/term';
import { type SignerKey, signNote } from '@fengni/seal/note';
import { keepScan } from '../scans/scans.ts';
import { CheckLetterItem, EnterPaperLetter, SignLetter, VoidLetter } from './contract.ts';
import { lettersPolicy } from './policy.ts';
import { itemStateOf, stateAfterSigning } from './rules.ts';
import { db, refuse } from './store.ts';
import {
  type LetterRow,
  type LetterSignatureRow,
  letterItemChecks,
  letterItems,
  letterSignatures,
  letters,
} from './tables.ts';

type Part = LetterSignatureRow['part'];
type Suite = 'intl' | 'guomi';
export type SignersOfSuite = (suite: Suite) => readonly SignerKey[];

interface LetterTarget {
  readonly letter: Locked<LetterRow>;
  readonly signed: ReadonlySet<Part>;
  readonly validMonths: number | null;
}

async function lockLetter(tx: LoadTx, letterId: string): Promise<LetterTarget> {
  const letter = await tx.lock(letters, letterId);
  const rows = await tx.read(
    db.selectFrom('letter_signature').select('part').where('letter_id', '=', letterId),
  );
  const template = await tx.readOne(
    db.selectFrom('letter_template').select('valid_months').where('id', '=', letter.template_id),
  );
  return {
    letter,
    signed: new Set(rows.map((row) => row.part)),
    validMonths: template?.valid_months ?? null,
  };
}

/** The part somebody has in a letter and has not signed yet. */
export function partToSign(
  letter: Pick<LetterRow, 'signer_id' | 'counter_id' | 'state'>,
  personId: string,
  signed: ReadonlySet<Part>,
): Part | null {
  if (letter.state !== 'open' && letter.state !== 'signed') return null;
  if (letter.signer_id === personId && !signed.has('signer')) return 'signer';
  if (letter.counter_id === personId && !signed.has('counter')) return 'counter';
  return null;
}

/**
 * What a signature is made over: it names the letter, its text by digest, who signs as what, and when. Checked with
 * `verifyNote` and the public keys of the house's log.
 */
export function signatureText(the: {
  readonly letter: Pick<LetterRow, 'id' | 'body_digest'>;
  readonly part: Part;
  readonly personId: string;
  readonly at: Date;
  readonly entryId: string;
}): string {
  return [
    'fengni letter v1',
    `letter ${the.letter.id}`,
    `text sha256:${the.letter.body_digest}`,
    `part ${the.part}`,
    `person ${the.personId}`,
    `at ${the.at.toISOString()}`,
    `entry ${the.entryId}`,
    '',
  ].join('\n');
}

/** A letter with these parts signed: its state, and from when to when it holds. */
async function finish(tx: Tx, target: LetterTarget, signed: ReadonlySet<Part>): Promise<LetterRow['state']> {
  const { letter, validMonths } = target;
  const state = stateAfterSigning(letter.kind, signed);
  const today = parseLocalDate(tx.today);
  const expires =
    validMonths === null || today === null
      ? null
      : addPeriod(today, { years: 0, months: validMonths, days: 0 });
  await tx.update(
    letters,
    letter,
    state === 'complete' ? { state, completed_at: tx.now, expires_on: expires } : { state },
  );
  return state;
}

function createSign(signers: SignersOfSuite): Command {
  return defineCommand({
    name: 'letter.sign',
    title: { zh: '签订文书', en: 'Sign a letter' },
    input: SignLetter,
    rule: lettersPolicy['letter.sign'],
    secondFactor: true,
    load: async (tx, input) => ({ ...(await lockLetter(tx, input.letterId)), suite: await readSuite(tx) }),
    unitPath: ({ letter }) => letter.unit_path,
    subjectId: ({ letter }) => letter.id,
    async handle(tx, { target, actor }) {
      const { letter, signed, suite } = target;
      if (letter.state !== 'open' && letter.state !== 'signed') throw refuse('letter.not.open');
      const part = partToSign(letter, actor.personId, signed);
      if (part === null) throw refuse('letter.not.yours');
      const text = signatureText({
        letter,
        part,
        personId: actor.personId,
        at: tx.now,
        entryId: tx.entryId,
      });
      await tx.insert(letterSignatures, {
        id: tx.newId(),
        letter_id: letter.id,
        person_id: actor.personId,
        part,
        signed: 'screen',
        signed_at: tx.now,
        note: signNote(text, signers(suite)),
        scan_id: null,
        entered_by: actor.personId,
        entry_id: tx.entryId,
      });
      const state = await finish(tx, target, new Set([...signed, part]));
      const { personId } = actor;
      await settle(tx, { kind: 'letter.sign', subjectId: letter.id, personId, byId: personId });
      return { result: { state } };
    },
  });
}

function requirePaperDay(letter: LetterRow, signedOn: string, today: string): void {
  if (signedOn > today || signedOn < letter.issued_at.toISOString().slice(0, 10))
    throw refuse('letter.signed.future');
}

function createEnterPaper(keys: KeyRing): Command {
  return defineCommand({
    name: 'letter.enterPaper',
    title: { zh: '录入纸质签订', en: 'Enter a letter signed on paper' },
    input: EnterPaperLetter,
    rule: lettersPolicy['letter.enter'],
    load: (tx, input) => lockLetter(tx, input.letterId),
    unitPath: ({ letter }) => letter.unit_path,
    subjectId: ({ letter }) => letter.id,
    async handle(tx, { input, target, actor }) {
      const { letter, signed } = target;
      if (letter.state !== 'open' && letter.state !== 'signed') throw refuse('letter.not.open');
      if (actor.personId === letter.signer_id || actor.personId === letter.counter_id)
        throw refuse('letter.paper.own');
      requirePaperDay(letter, input.signedOn, tx.today);
      const scanId = await keepScan(tx, { keys, subjectId: letter.id, scan: input.scan });
      await tx.insert(
        letterSignatures,
        ...paperSignatures(tx, { letter, signed, scanId, actor, on: input.signedOn }),
      );
      const all: ReadonlySet<Part> = new Set(['signer', 'counter']);
      await finish(tx, target, all);
      await settle(tx, { kind: 'letter.sign', subjectId: letter.id, byId: actor.personId });
      return { result: { scanId } };
    },
  });
}

function paperSignatures(
  tx: Tx,
  the: { letter: LetterRow; signed: ReadonlySet<Part>; scanId: string; actor: Actor; on: string },
): LetterSignatureRow[] {
  const { letter, signed } = the;
  const sides: readonly (readonly [Part, string | null])[] = [
    ['signer', letter.signer_id],
    ['counter', letter.counter_id],
  ];
  return sides.flatMap(([part, personId]) =>
    personId === null || signed.has(part)
      ? []
      : [
          {
            id: tx.newId(),
            letter_id: letter.id,
            person_id: personId,
            part,
            signed: 'paper' as const,
            // a paper names a day only
            signed_at: parseInstant(`${the.on}T04:00:00Z`),
            note: '',
            scan_id: the.scanId,
            entered_by: the.actor.personId,
            entry_id: tx.entryId,
          },
        ],
  );
}

const voidLetter = defineCommand({
  name: 'letter.void',
  title: { zh: '作废文书', en: 'Void a letter' },
  input: VoidLetter,
  rule: lettersPolicy['letter.void'],
  load: (tx, input) => lockLetter(tx, input.letterId),
  unitPath: ({ letter }) => letter.unit_path,
  subjectId: ({ letter }) => letter.id,
  async handle(tx, { input, target: { letter }, actor }) {
    if (letter.state === 'void') throw refuse('letter.not.open');
    await tx.update(letters, letter, { state: 'void', void_reason: input.reason, expires_on: null });
    const { personId: byId } = actor;
    await settle(tx, { kind: 'letter.sign', subjectId: letter.id, outcome: 'cancelled', byId });
    return {};
  },
});

/** A task is looked at: its count, whether it is met, and what was found (ORG-3). */
const checkItem = defineCommand({
  name: 'letter.checkItem',
  title: { zh: '登记任务完成情况', en: 'Record how a task stands' },
  input: CheckLetterItem,
  rule: lettersPolicy['letter.check'],
  async load(tx, input) {
    const item = await tx.lock(letterItems, input.itemId);
    return { item, letter: await tx.lock(letters, item.letter_id) };
  },
  unitPath: ({ letter }) => letter.unit_path,
  subjectId: ({ letter }) => letter.id,
  async handle(tx, { input, target: { item, letter }, actor }) {
    if (letter.state !== 'complete') throw refuse('letter.not.complete');
    const state = itemStateOf(item, input.done, input.state);
    await tx.update(letterItems, item, { done: input.done, state });
    await tx.insert(letterItemChecks, {
      id: tx.newId(),
      item_id: item.id,
      done: input.done,
      state,
      note: input.note,
      checked_at: tx.now,
      checked_by: actor.personId,
    });
    return { result: { state } };
  },
});

export function createSigningCommands(the: {
  readonly keys: KeyRing;
  readonly signers: SignersOfSuite;
}): readonly Command[] {
  return [createSign(the.signers), createEnterPaper(the.keys), voidLetter, checkItem];
}
