import { dayAfter } from '@fengni/schemes/term';
import { byteText } from '@fengni/kernel/access/factors';
import type { Actor } from '@fengni/kernel/access/actor';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { settle } from '@fengni/kernel/obligation/owe';
import { GiveUpDocument, LendDocument, TakeBackDocument, TakeInDocument } from './contract.ts';
import { travelPolicy } from './policy.ts';
import { type DocumentMove, type DocumentState, documentStateTitles, maskNumber } from './rules.ts';
import {
  type TravellerFacts,
  db,
  lockJourney,
  oweDocument,
  readPeople,
  readTermsFor,
  readTermsOf,
  refuse,
} from './store.ts';
import {
  type TravelDocumentRow,
  travelDocumentMatters,
  travelDocumentMoveMatters,
  travelDocumentMoves,
  travelDocuments,
} from './tables.ts';

interface DocumentTarget {
  readonly document: Locked<TravelDocumentRow>;
  readonly holder: TravellerFacts;
  readonly personId: string;
  readonly travellerIds: readonly string[];
  readonly path: string;
}

async function readHolder(tx: LoadTx, personId: string): Promise<Omit<DocumentTarget, 'document'>> {
  const [holder] = await readPeople(tx, [personId]);
  if (holder === undefined) throw new Refusal('not.found');
  return { holder, personId: holder.id, travellerIds: [holder.id], path: holder.path };
}

async function lockDocument(tx: LoadTx, documentId: string): Promise<DocumentTarget> {
  const document = await tx.lock(travelDocuments, documentId);
  return { document, ...(await readHolder(tx, document.person_id)) };
}

function requireDocumentState(document: TravelDocumentRow, ...states: readonly DocumentState[]): void {
  if (!states.includes(document.state))
    throw refuse('travel.document.state', { state: documentStateTitles[document.state] });
}

async function noteMove(
  tx: Tx,
  the: {
    readonly documentId: string;
    readonly kind: DocumentMove;
    readonly actor: Actor;
    readonly journeyId?: string;
    readonly reason?: string;
  },
): Promise<void> {
  const id = tx.newId();
  await tx.insert(travelDocumentMoves, {
    id,
    document_id: the.documentId,
    kind: the.kind,
    journey_id: the.journeyId ?? null,
    by_id: the.actor.personId,
    moved_at: tx.now,
  });
  await tx.insert(travelDocumentMoveMatters, { id, reason: the.reason ?? '' });
}

/** Papers for private journeys are kept by the house (FACTS H7): taken in now, or asked for within the days of the house. */
function createTakeIn(keys: KeyRing): Command {
  return defineCommand({
    name: 'travel.takeInDocument',
    title: { zh: '登记出入境证件', en: 'Enter a travel document' },
    input: TakeInDocument,
    rule: travelPolicy['travel.document.keep'],
    load: (tx, input) => readHolder(tx, input.personId),
    unitPath: ({ path }) => path,
    subjectId: ({ personId }) => personId,
    async handle(tx, { input, target: { holder, path }, actor }) {
      const masked = maskNumber(input.number);
      const known = await tx.readOne(
        db
          .selectFrom('travel_document')
          .select('id')
          .where('person_id', '=', holder.id)
          .where('kind', '=', input.kind)
          .where('number_masked', '=', masked),
      );
      if (known !== undefined) throw refuse('travel.document.known');
      const { returnDays } = await readTermsFor(tx, path);
      const dueOn = input.kept ? null : dayAfter(tx.today, returnDays);
      const id = tx.newId();
      await tx.insert(travelDocuments, {
        id,
        person_id: holder.id,
        kind: input.kind,
        number_masked: masked,
        valid_until: input.validUntil,
        state: input.kept ? 'kept' : 'with-holder',
        place: input.kept ? input.place : '',
        journey_id: null,
        due_on: dueOn,
        entered_at: tx.now,
      });
      await tx.insert(travelDocumentMatters, {
        id,
        sealed: byteText(keys.sealSecret(Buffer.from(input.number, 'utf8'))),
      });
      await noteMove(tx, { documentId: id, kind: input.kept ? 'taken-in' : 'asked-for', actor });
      if (dueOn !== null) await oweDocument(tx, { id, number: masked, holder, dueOn });
      return { subject: id, result: { documentId: id } };
    },
  });
}

/** Lent for an approved journey of its holder and no other; owed back within days after the return. */
const lend = defineCommand({
  name: 'travel.lendDocument',
  title: { zh: '借出出入境证件', en: 'Lend a travel document' },
  input: LendDocument,
  rule: travelPolicy['travel.document.keep'],
  async load(tx, input) {
    const target = await lockDocument(tx, input.documentId);
    const trip = await lockJourney(tx, input.journeyId);
    return { ...target, journey: trip.journey, travellers: trip.travellerIds };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ document }) => document.id,
  async handle(tx, { target: { document, holder, journey, travellers }, actor }) {
    requireDocumentState(document, 'kept');
    if (journey.state !== 'approved' || !travellers.includes(holder.id))
      throw refuse('travel.document.journey');
    if (document.valid_until < journey.until_on) throw refuse('travel.document.expired');
    const { returnDays } = await readTermsOf(tx, journey);
    const dueOn = dayAfter(journey.until_on, returnDays);
    await tx.update(travelDocuments, document, {
      state: 'lent',
      journey_id: journey.id,
      due_on: dueOn,
    });
    await noteMove(tx, { documentId: document.id, kind: 'lent', actor, journeyId: journey.id });
    await oweDocument(tx, { id: document.id, number: document.number_masked, holder, dueOn });
    return { result: { dueOn } };
  },
});

const takeBack = defineCommand({
  name: 'travel.takeBackDocument',
  title: { zh: '收回出入境证件', en: 'Take a travel document back' },
  input: TakeBackDocument,
  rule: travelPolicy['travel.document.keep'],
  load: (tx, input) => lockDocument(tx, input.documentId),
  unitPath: ({ path }) => path,
  subjectId: ({ document }) => document.id,
  async handle(tx, { input, target: { document }, actor }) {
    requireDocumentState(document, 'lent', 'with-holder', 'missing');
    await tx.update(travelDocuments, document, {
      state: 'kept',
      journey_id: null,
      due_on: null,
      place: input.place === '' ? document.place : input.place,
    });
    await noteMove(tx, {
      documentId: document.id,
      kind: 'returned',
      actor,
      ...(document.journey_id === null ? {} : { journeyId: document.journey_id }),
    });
    await settle(tx, { kind: 'travel.document', subjectId: document.id, byId: actor.personId });
    return {};
  },
});

/** Back to its holder for good: he leaves, or his papers are kept no more. */
const handBack = defineCommand({
  name: 'travel.handBackDocument',
  title: { zh: '发还出入境证件', en: 'Hand a travel document back to its holder' },
  input: GiveUpDocument,
  rule: travelPolicy['travel.document.keep'],
  load: (tx, input) => lockDocument(tx, input.documentId),
  unitPath: ({ path }) => path,
  subjectId: ({ document }) => document.id,
  async handle(tx, { input, target: { document }, actor }) {
    requireDocumentState(document, 'kept');
    await tx.update(travelDocuments, document, { state: 'with-holder', place: '', due_on: null });
    await noteMove(tx, { documentId: document.id, kind: 'handed-back', actor, reason: input.reason });
    return {};
  },
});

const reportMissing = defineCommand({
  name: 'travel.reportMissingDocument',
  title: { zh: '报失出入境证件', en: 'Report a travel document missing' },
  input: GiveUpDocument,
  rule: travelPolicy['travel.document.missing'],
  load: (tx, input) => lockDocument(tx, input.documentId),
  unitPath: ({ path }) => path,
  subjectId: ({ document }) => document.id,
  async handle(tx, { input, target: { document }, actor }) {
    requireDocumentState(document, 'kept', 'lent', 'with-holder');
    await tx.update(travelDocuments, document, { state: 'missing', due_on: null });
    await noteMove(tx, { documentId: document.id, kind: 'missing', actor, reason: input.reason });
    await settle(tx, {
      kind: 'travel.document',
      subjectId: document.id,
      outcome: 'cancelled',
      byId: actor.personId,
    });
    return {};
  },
});

export function createDocumentCommands(keys: KeyRing): readonly Command[] {
  return [createTakeIn(keys), lend, takeBack, handBack, reportMissing];
}
