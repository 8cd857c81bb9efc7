import { defineCommand } from '@fengni/kernel/command/define';
import { carrierMatters, carriers } from '../../carriers/api.ts';
import { AnswerSuggestion, SuggestRegrading } from './contract.ts';
import { requireOrigin } from './judge-proposal.ts';
import { regradingPolicy } from './policy.ts';
import { refuse } from './store.ts';
import { regradingMatters, suggestions } from './tables.ts';

/** A holder suggests a change to the originator; it is on record, and the mark stays (Implementing Regulations art. 22(2)). */
export const suggestRegrading = defineCommand({
  name: 'regrading.suggest',
  title: { zh: '向原定密单位提出变更建议', en: 'Suggest a change to the originator' },
  input: SuggestRegrading,
  rule: regradingPolicy['regrading.suggest'],
  async load(tx, input) {
    const carrier = await tx.lock(carriers, input.carrierId);
    await tx.lock(carrierMatters, carrier.id);
    requireOrigin([carrier], 'received');
    return carrier;
  },
  unitPath: (carrier) => carrier.unit_path,
  subjectId: (carrier) => carrier.id,
  async handle(tx, { input, target: carrier, actor }) {
    const id = tx.newId();
    await tx.insert(suggestions, {
      id,
      carrier_id: carrier.id,
      register_id: carrier.register_id,
      suggested: input.suggested,
      state: 'open',
      made_at: tx.now,
      made_by: actor.personId,
      answered_at: null,
    });
    await tx.insert(regradingMatters, { id, words: input.reason, document_no: '' });
    return { result: { suggestionId: id } };
  },
});

/** What the originator said. If he changes the mark, his decision is entered besides, with his paper. */
export const answerSuggestion = defineCommand({
  name: 'regrading.answerSuggestion',
  title: { zh: '登记建议的答复', en: 'Record the answer to a suggestion' },
  input: AnswerSuggestion,
  rule: regradingPolicy['regrading.answer'],
  async load(tx, input) {
    const suggestion = await tx.lock(suggestions, input.suggestionId);
    const carrier = await tx.lock(carriers, suggestion.carrier_id);
    return { suggestion, carrier };
  },
  unitPath: ({ carrier }) => carrier.unit_path,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { suggestion } }) {
    if (suggestion.state !== 'open') throw refuse('regrading.suggestion.closed');
    await tx.update(suggestions, suggestion, { state: input.answer, answered_at: tx.now });
    return {};
  },
});
