import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { carrierMatters, carriers } from '../../carriers/api.ts';
import { db, settleAbout } from '../regrading/store.ts';
import { regradingMatters } from '../regrading/tables.ts';
import { addSources } from './api.ts';
import { AddSource, DropSource, KeepAfterReview, sourcesErrors } from './contract.ts';
import { sourcesPolicy } from './policy.ts';
import { carrierSources, derivationReviews } from './tables.ts';

export const refuse = refuser(sourcesErrors);

/** A source is recorded by who knows both: the carrier that rests on it, and the source. */
const addSource = defineCommand({
  name: 'sources.add',
  title: { zh: '登记派生来源', en: 'Record a source' },
  input: AddSource,
  rule: sourcesPolicy['sources.record'],
  async load(tx, input) {
    if ((input.sourceId === null) === (input.words === '')) throw refuse('sources.what');
    if (input.sourceId === input.carrierId) throw refuse('sources.itself');
    const carrier = await tx.lock(carriers, input.carrierId);
    await tx.lockAll(carrierMatters, [input.carrierId, ...(input.sourceId === null ? [] : [input.sourceId])]);
    const standing =
      input.sourceId === null
        ? undefined
        : await tx.readOne(
            db
              .selectFrom('carrier_source')
              .select('id')
              .where('carrier_id', '=', input.carrierId)
              .where('source_id', '=', input.sourceId)
              .where('ended_at', 'is', null),
          );
    return { carrier, isKnown: standing !== undefined };
  },
  unitPath: ({ carrier }) => carrier.unit_path,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { carrier, isKnown }, actor }) {
    if (isKnown) throw refuse('sources.known');
    const [edgeId] = await addSources(tx, {
      carrier,
      byId: actor.personId,
      sources: [{ sourceId: input.sourceId, words: input.words, manner: input.manner }],
    });
    return { result: { edgeId: edgeId ?? '' } };
  },
});

const dropSource = defineCommand({
  name: 'sources.drop',
  title: { zh: '取消派生来源', en: 'Drop a source' },
  input: DropSource,
  rule: sourcesPolicy['sources.record'],
  async load(tx, input) {
    const edge = await tx.lock(carrierSources, input.edgeId);
    const carrier = await tx.lock(carriers, edge.carrier_id);
    await tx.lock(carrierMatters, edge.carrier_id);
    return { edge, carrier };
  },
  unitPath: ({ carrier }) => carrier.unit_path,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { target: { edge } }) {
    if (edge.ended_at !== null) throw refuse('sources.dropped');
    await tx.update(carrierSources, edge, { ended_at: tx.now });
    return {};
  },
});

/** What rests on a changed source stays as it is, with the reason on record. To follow it, its own mark is changed. */
const keepAfterReview = defineCommand({
  name: 'derivation.keep',
  title: { zh: '派生件维持原密级', en: 'Keep the mark of what rests on a changed source' },
  input: KeepAfterReview,
  rule: sourcesPolicy['derivation.decide'],
  async load(tx, input) {
    const review = await tx.lock(derivationReviews, input.reviewId);
    const carrier = await tx.lock(carriers, review.carrier_id);
    await tx.lock(carrierMatters, review.carrier_id);
    const others = await tx.readOne(
      db
        .selectFrom('derivation_review')
        .select('id')
        .where('carrier_id', '=', review.carrier_id)
        .where('state', '=', 'open')
        .where('id', '<>', review.id),
    );
    return { review, carrier, isLast: others === undefined };
  },
  unitPath: ({ carrier }) => carrier.unit_path,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { review, carrier, isLast }, actor }) {
    if (review.state !== 'open') throw refuse('derivation.decided');
    await tx.update(derivationReviews, review, {
      state: 'kept',
      decided_at: tx.now,
      decided_by: actor.personId,
    });
    await tx.insert(regradingMatters, { id: review.id, words: input.reason, document_no: '' });
    if (isLast)
      await settleAbout(tx, {
        kinds: ['derivation.review'],
        subjectIds: [carrier.id],
        byId: actor.personId,
      });
    return {};
  },
});

export const sourcesCommands: Command[] = [addSource, dropSource, keepAfterReview];
