import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { levelOf } from '@fengni/schemes/packs';
import { requireMembers } from '../compartments/api.ts';
import { DuplicateCarrier, ExtractCarrier, NarrowScope, WidenScope } from './contract.ts';
import { addScope, deriveCarrier } from './create-carrier.ts';
import { carriersFlows, carriersPolicy } from './policy.ts';
import { type CarrierTarget, db, findRegister, lockCarrier, refuse } from './store.ts';
import { type CarrierRow, carrierMatters, carrierScopes, makings } from './tables.ts';

/** 绝密 is copied and extracted under a stricter flow (保守国家秘密法 art. 26(2)). */
export function isTopLevel(carrier: Pick<CarrierRow, 'scheme' | 'level' | 'released_on'>): boolean {
  if (carrier.released_on !== null) return false;
  return carrier.scheme === 'cn-state-secret' && levelOf(carrier.scheme, carrier.level)?.code === 'JUEMI';
}

/** The carrier with what only who may know can lock: asking to widen or copy is for who knows it. */
async function lockKnown(tx: Parameters<typeof lockCarrier>[0], carrierId: string) {
  const target = await lockCarrier(tx, carrierId);
  return { ...target, matter: await tx.lock(carrierMatters, carrierId) };
}

function refuseTelegram({ carrier }: CarrierTarget): void {
  if (carrier.medium === 'telegram') throw refuse('carrier.telegram.rule');
}

async function readNames(
  tx: LoadTx,
  add: { readonly personIds: readonly string[]; readonly postIds: readonly string[] },
) {
  const { personIds, postIds } = add;
  const persons =
    personIds.length === 0
      ? []
      : await tx.read(db.selectFrom('person').select('name').where('id', 'in', personIds).orderBy('name'));
  const posts =
    postIds.length === 0
      ? []
      : await tx.read(db.selectFrom('post').select('name').where('id', 'in', postIds).orderBy('name'));
  return { persons: persons.map((one) => one.name), posts: posts.map((one) => one.name) };
}

/** A scope is widened by approval of who may know, and the widening is on record (FACTS K4, K7). */
export const widenScope = defineCommand({
  name: 'carrier.widenScope',
  title: { zh: '扩大知悉范围', en: 'Widen the scope' },
  input: WidenScope,
  rule: carriersPolicy['carrier.scope.widen'],
  async load(tx, input) {
    const target = await lockKnown(tx, input.carrierId);
    refuseTelegram(target);
    if (input.add.personIds.length + input.add.postIds.length === 0) throw refuse('carrier.scope.empty');
    const standing = await tx.read(
      db
        .selectFrom('carrier_scope')
        .select(['person_id', 'post_id'])
        .where('carrier_id', '=', input.carrierId)
        .where('ended_at', 'is', null),
    );
    const persons = new Set(standing.map((row) => row.person_id));
    const posts = new Set(standing.map((row) => row.post_id));
    const add = {
      personIds: input.add.personIds.filter((id) => !persons.has(id)),
      postIds: input.add.postIds.filter((id) => !posts.has(id)),
    };
    const { compartment_id: compartmentId } = target.matter;
    if (compartmentId !== null) await requireMembers(tx, compartmentId, add.personIds);
    return { ...target, add, names: await readNames(tx, add) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier }) => carrier.number,
  parks: () => carriersFlows.widen,
  snapshot: ({ target: { carrier } }) => ({ number: carrier.number, mark: carrier.mark }),
  // who consents must see whom he lets know, and nobody else must
  matter: ({ target: { carrier, names, matter } }) => ({
    title: matter.title,
    carrierId: carrier.id,
    ...names,
  }),
  async handle(tx, { target: { carrier, add }, actor }) {
    if (add.personIds.length + add.postIds.length === 0) throw refuse('carrier.scope.already');
    await addScope(tx, { carrierId: carrier.id, actor, scope: add, basis: 'widened' });
    return {};
  },
});

export const narrowScope = defineCommand({
  name: 'carrier.narrowScope',
  title: { zh: '缩小知悉范围', en: 'Narrow the scope' },
  input: NarrowScope,
  rule: carriersPolicy['carrier.scope.narrow'],
  async load(tx, input) {
    const target = await lockCarrier(tx, input.carrierId);
    const scope = await tx.lock(carrierScopes, input.scopeId);
    if (scope.carrier_id !== target.carrier.id) throw new Refusal('not.found');
    return { ...target, scope };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { target: { scope } }) {
    if (scope.ended_at === null) await tx.update(carrierScopes, scope, { ended_at: tx.now });
    return {};
  },
});

function copyFlow({ target }: { readonly target: CarrierTarget }) {
  return isTopLevel(target.carrier) ? carriersFlows.duplicateTop : carriersFlows.duplicate;
}

/** More copies: approved, then made and numbered as the original is (CAR-5). */
export const duplicateCarrier = defineCommand({
  name: 'carrier.duplicate',
  title: { zh: '复制', en: 'Make more copies' },
  input: DuplicateCarrier,
  rule: carriersPolicy['carrier.duplicate'],
  async load(tx, input) {
    const target = await lockKnown(tx, input.carrierId);
    refuseTelegram(target);
    if (target.carrier.state !== 'active') throw refuse('carrier.not.active');
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier }) => carrier.number,
  parks: copyFlow,
  snapshot: ({ target: { carrier }, input }) => ({
    number: carrier.number,
    mark: carrier.mark,
    copies: { from: carrier.copy_count, to: carrier.copy_count + input.copies },
  }),
  async handle(tx, { input, target: { carrier }, actor }) {
    const makingId = await orderMaking(tx, {
      carrier,
      kind: 'copy',
      count: input.copies,
      purpose: input.reason,
      actor,
    });
    return { result: { makingId } };
  },
});

/** An extract is a carrier of its own: same mark and scope, derived from its source (CAR-5, BEY-1). */
export const extractCarrier = defineCommand({
  name: 'carrier.extract',
  title: { zh: '摘录', en: 'Make an extract' },
  input: ExtractCarrier,
  rule: carriersPolicy['carrier.duplicate'],
  async load(tx, input) {
    const target = await lockKnown(tx, input.carrierId);
    refuseTelegram(target);
    const { carrier } = target;
    if (carrier.released_on !== null) throw refuse('carrier.released');
    const register = await tx.readOne(
      db.selectFrom('register').selectAll().where('id', '=', carrier.register_id),
    );
    const scope = await tx.read(
      db
        .selectFrom('carrier_scope')
        .select(['person_id', 'post_id'])
        .where('carrier_id', '=', carrier.id)
        .where('ended_at', 'is', null),
    );
    return { ...target, register, scope };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier }) => carrier.number,
  parks: copyFlow,
  snapshot: ({ target: { carrier }, input }) => ({
    number: carrier.number,
    mark: carrier.mark,
    pages: input.pages,
    copies: input.copies,
  }),
  async handle(tx, { input, target: { carrier, matter, register, scope }, actor }) {
    const home = register ?? (await registerOf(tx, carrier));
    const extract = await deriveCarrier(tx, {
      from: carrier,
      matter,
      register: home,
      scope,
      actor,
      fields: { pages: input.pages, title: input.title, remark: '' },
      origin: 'own',
      manner: 'extract',
    });
    await orderMaking(tx, {
      carrier: extract,
      kind: 'extract',
      count: input.copies,
      purpose: input.reason,
      actor,
    });
    return { result: { carrierId: extract.id, number: extract.number } };
  },
});

/** Who may know but not handle asks for an extract; the register it goes into is the source's. */
async function registerOf(tx: Tx, carrier: CarrierRow) {
  tx.grant([carrier.register_id]);
  const [row] = await tx.writeSql<Awaited<ReturnType<typeof findRegister>>>(
    'select * from register where id = $1',
    [carrier.register_id],
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

/** Orders copies from the printing room: open until who made them, where and how, is entered. */
export async function orderMaking(
  tx: Tx,
  the: { carrier: CarrierRow; kind: 'copy' | 'extract'; count: number; purpose: string; actor: Actor },
): Promise<string> {
  const id = tx.newId();
  await tx.insert(makings, {
    id,
    carrier_id: the.carrier.id,
    register_id: the.carrier.register_id,
    kind: the.kind,
    copies: the.count,
    purpose: the.purpose,
    state: 'ordered',
    ordered_at: tx.now,
    ordered_by: the.actor.personId,
    made_at: null,
    printer: '',
    place: '',
    operator_id: null,
    spoiled: 0,
    waste: 'none',
    waste_witness_id: null,
  });
  return id;
}

export const scopeCommands = [widenScope, narrowScope, duplicateCarrier, extractCarrier];
