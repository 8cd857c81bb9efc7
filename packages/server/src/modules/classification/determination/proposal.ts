import type { Actor } from '@fengni/kernel/access/actor';
import { isWithin } from '@fengni/kernel/access/policy';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { rowsFor } from '@fengni/kernel/db/tx';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { z } from 'zod';
import { type CatalogueBasis, readCatalogueItem } from '../../catalogue/api.ts';
import { BeginDetermination, DropDetermination, SaveDetermination } from './contract.ts';
import { derivedMark, determinationMark } from './marks.ts';
import { determinationPolicy } from './policy.ts';
import { readSources } from './sources.ts';
import { db, refuse } from './store.ts';
import {
  type DeterminationMatterRow,
  type DeterminationRow,
  type DeterminationScopeRow,
  type DeterminationSourceRow,
  determinationMatters,
  determinationScopes,
  determinationSources,
  determinations,
} from './tables.ts';

export interface DeterminationTarget {
  readonly determination: Locked<DeterminationRow>;
  readonly matter: Locked<DeterminationMatterRow>;
  readonly scope: readonly Locked<DeterminationScopeRow>[];
  readonly sources: readonly Locked<DeterminationSourceRow>[];
}

/** A determination with all of the know tier: who may not know it finds nothing. */
export async function lockDetermination(tx: LoadTx, id: string): Promise<DeterminationTarget> {
  const determination = await tx.lock(determinations, id);
  const matter = await tx.lock(determinationMatters, id);
  const scopeIds = await tx.read(
    db
      .selectFrom('determination_scope')
      .select('id')
      .where('determination_id', '=', id)
      .where('ended_at', 'is', null),
  );
  const sourceIds = await tx.read(
    db
      .selectFrom('determination_source')
      .select('id')
      .where('determination_id', '=', id)
      .where('ended_at', 'is', null),
  );
  const [scope, sources] = await tx.lockTogether([
    { of: determinationScopes, ids: scopeIds.map((row) => row.id) },
    { of: determinationSources, ids: sourceIds.map((row) => row.id) },
  ]);
  return { determination, matter, scope, sources };
}

/** Whether a decision is being asked for. */
export async function isPending(tx: LoadTx, determinationId: string): Promise<boolean> {
  const rows = await tx.readSql<{ state: string }>('select state from determination_requests($1)', [
    [determinationId],
  ]);
  return rows[0]?.state === 'pending';
}

async function requireDraft(tx: LoadTx, determination: DeterminationRow): Promise<void> {
  if (determination.state !== 'draft') throw refuse('determination.not.draft');
  if (await isPending(tx, determination.id)) throw refuse('determination.pending');
}

type Fields = Omit<z.output<typeof SaveDetermination>, 'determinationId'>;

/** What a proposal's fields become: the mark of a derived one follows its sources. */
async function readFields(
  tx: Tx,
  the: { readonly fields: Fields; readonly id: string; readonly actor: Actor },
) {
  const { fields, id, actor } = the;
  const sources = fields.kind === 'derived' ? await readSources(tx, id, fields.sources) : [];
  const mark = sources.length > 0 ? derivedMark(sources, tx.today) : fields.mark;
  const columns = determinationMark(mark);
  // what is above one's clearance one cannot have in hand; it is protected and handed on
  if (columns.level_rank > (actor.clearances[columns.scheme] ?? 0))
    throw refuse('determination.drafter.clearance');
  const basis = await readBasis(tx, fields);
  const row = {
    ...columns,
    kind: fields.kind,
    reviewer_id: fields.reviewerId,
    decider_id: fields.deciderId,
    catalogue_item_id: fields.catalogueItemId,
  };
  const matter = {
    title: fields.title,
    content: fields.content,
    harm: fields.harm,
    citation: quote(basis, fields.citation),
    key_points: fields.keyPoints,
    ruled_out: [...new Set(fields.ruledOut)],
    report_to: fields.reportTo,
  };
  return { row, matter, sources };
}

/** The item of a catalogue it rests on, as it reads now; 长期 only where the item says so (FACTS M3). */
async function readBasis(tx: Tx, fields: Fields): Promise<CatalogueBasis | undefined> {
  if (fields.catalogueItemId === null) return undefined;
  const basis = await readCatalogueItem(tx, fields.catalogueItemId);
  if (basis === undefined) throw new Refusal('not.found', {}, 'the item is not known to the drafter');
  if (!basis.current) throw refuse('determination.basis.old');
  if (fields.mark.validity.kind === 'indefinite' && basis.mark.validity.kind !== 'indefinite')
    throw refuse('determination.indefinite', { mark: basis.markWords });
  return basis;
}

/** The item's own words stand in the citation, so that the basis is kept when the catalogue changes. */
function quote(basis: CatalogueBasis | undefined, citation: string): string {
  if (basis === undefined || citation.includes(basis.basis)) return citation;
  return citation === '' ? basis.basis : `${basis.basis}；${citation}`;
}

function scopeRows(
  tx: Tx,
  the: { readonly id: string; readonly actor: Actor; readonly scope: Fields['scope'] },
) {
  const row = (person: string | null, post: string | null): DeterminationScopeRow => ({
    id: tx.newId(),
    determination_id: the.id,
    person_id: person,
    post_id: post,
    added_at: tx.now,
    added_by: the.actor.personId,
    ended_at: null,
  });
  return [
    ...[...new Set(the.scope.personIds)].map((id) => row(id, null)),
    ...[...new Set(the.scope.postIds)].map((id) => row(null, id)),
  ];
}

/** Whoever of the staff produces a matter proposes its level, term and scope at once (实施条例 art. 17): a draft he alone sees. */
const begin = defineCommand({
  name: 'determination.begin',
  title: { zh: '拟定密级', en: 'Begin a determination' },
  input: BeginDetermination,
  rule: determinationPolicy['determination.propose'],
  async load(tx, input, actor) {
    const unit = await tx.readOne(
      db.selectFrom('unit').selectAll().where('id', '=', input.unitId).where('ended_on', 'is', null),
    );
    if (unit === undefined || !isOwnUnit(actor, unit.path)) throw new Refusal('not.found');
    return unit;
  },
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit, actor }) {
    const id = tx.newId();
    const { row, matter, sources } = await readFields(tx, { fields: input, id, actor });
    const determination: DeterminationRow = {
      id,
      register_id: null,
      number: null,
      number_sort: null,
      unit_id: unit.id,
      unit_path: unit.path,
      ...row,
      state: 'draft',
      drafted_by: actor.personId,
      drafted_at: tx.now,
      decided_by: null,
      decided_at: null,
      report_due_on: null,
      reported_on: null,
      answer_due_on: null,
      answered_on: null,
      answer: null,
      proposed_mark: null,
    };
    const unsaid = { condition: '', report_no: '', answered_by: '', answer_no: '', answer_words: '' };
    await tx.insertTogether(
      rowsFor(determinations, [determination]),
      rowsFor(determinationMatters, [{ id, ...matter, ...unsaid }]),
      rowsFor(determinationScopes, scopeRows(tx, { id, actor, scope: input.scope })),
      rowsFor(determinationSources, sources),
    );
    return { subject: id, result: { determinationId: id } };
  },
});

/** One's own unit, those above it that it belongs to, and those one has a duty over. */
function isOwnUnit(actor: Actor, unitPath: string): boolean {
  return isWithin(actor.unitPath, unitPath) || actor.duties.some((held) => isWithin(unitPath, held.unitPath));
}

const save = defineCommand({
  name: 'determination.save',
  title: { zh: '修改定密草案', en: 'Save a draft determination' },
  input: SaveDetermination,
  rule: determinationPolicy['determination.change'],
  async load(tx, input) {
    const target = await lockDetermination(tx, input.determinationId);
    await requireDraft(tx, target.determination);
    return target;
  },
  unitPath: ({ determination }) => determination.unit_path,
  subjectId: ({ determination }) => determination.id,
  async handle(tx, { input, target, actor }) {
    const { determination } = target;
    const { id } = determination;
    const { row, matter, sources } = await readFields(tx, { fields: input, id, actor });
    await tx.update(determinations, determination, row);
    await tx.update(determinationMatters, target.matter, matter);
    await replaceScope(tx, { target, actor, scope: input.scope });
    await tx.updateAll(determinationSources, target.sources, { ended_at: tx.now });
    await tx.insert(determinationSources, ...sources);
    return {};
  },
});

/** Ends what is no longer in the scope and adds what is new; what stays keeps its row. */
async function replaceScope(
  tx: Tx,
  the: { readonly target: DeterminationTarget; readonly actor: Actor; readonly scope: Fields['scope'] },
): Promise<void> {
  const wanted = new Set([...the.scope.personIds, ...the.scope.postIds]);
  const held = the.target.scope.map((row) => row.person_id ?? row.post_id ?? '');
  await tx.updateAll(
    determinationScopes,
    the.target.scope.filter((row) => !wanted.has(row.person_id ?? row.post_id ?? '')),
    { ended_at: tx.now },
  );
  const isNew = (id: string) => !held.includes(id);
  const scope = {
    personIds: the.scope.personIds.filter(isNew),
    postIds: the.scope.postIds.filter(isNew),
  };
  await tx.insert(
    determinationScopes,
    ...scopeRows(tx, { id: the.target.determination.id, actor: the.actor, scope }),
  );
}

const drop = defineCommand({
  name: 'determination.drop',
  title: { zh: '作废定密草案', en: 'Drop a draft determination' },
  input: DropDetermination,
  rule: determinationPolicy['determination.change'],
  async load(tx, input) {
    const determination = await tx.lock(determinations, input.determinationId);
    await requireDraft(tx, determination);
    return { determination };
  },
  unitPath: ({ determination }) => determination.unit_path,
  subjectId: ({ determination }) => determination.id,
  async handle(tx, { target: { determination } }) {
    await tx.update(determinations, determination, { state: 'dropped' });
    return {};
  },
});

export const proposalCommands = [begin, save, drop];
