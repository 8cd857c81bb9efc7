import type { Actor } from '@fengni/kernel/access/actor';
import {
  type Bilingual,
  type Command,
  type LoadTx,
  type Query,
  defineQuery,
} from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { describeAction, nextAction, obstacleOf } from './actions.ts';
import { presentBag } from './bags.ts';
import {
  type ActionView,
  DestructionListQuery,
  DestructionLists,
  DestructionPage,
  DestructionQuery,
} from './contract.ts';
import { namesOf } from './delivery-queries.ts';
import { itemsShownMax, presentItem, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { db, refuse } from './store.ts';
import type { DestructionListRow } from './tables.ts';

const listRowsMax = 50;

const pendingOf = sql<boolean>`(l.state = 'draft' and destruction_pending(l.id))`;

/** A witness sees his list without the register it belongs to. */
export function selectLists() {
  return db
    .selectFrom('destruction_list as l')
    .leftJoin('register as r', 'r.id', 'l.register_id')
    .selectAll('l')
    .select('r.name as register')
    .select([
      sql<number>`(select count(*)::int from copy c where c.list_id = l.id and c.state in ('for-destruction', 'destroyed'))`.as(
        'copies',
      ),
      sql<number>`(select count(*)::int from paper_bag b where b.list_id = l.id)`.as('bags'),
      pendingOf.as('pending'),
    ]);
}
export type NamedList = DestructionListRow & {
  register: string | null;
  copies: number;
  bags: number;
  /** Whether consents are being asked for. */
  pending: boolean;
};

function presentLine(row: NamedList) {
  return {
    id: row.id,
    number: row.number,
    registerId: row.register_id,
    register: row.register ?? '',
    point: row.point,
    method: row.method,
    plannedOn: row.planned_on,
    state: row.pending ? ('submitted' as const) : row.state,
    copies: row.copies,
    bags: row.bags,
    madeAt: row.made_at.toISOString(),
    destroyedAt: row.destroyed_at?.toISOString() ?? null,
    certificateNo: row.certificate_no,
  };
}

const destructionList = defineQuery({
  name: 'destruction.list',
  title: { zh: '销毁清单', en: 'Destruction lists' },
  input: DestructionListQuery,
  output: DestructionLists,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = selectLists();
    if (input.registerId !== null) query = query.where('l.register_id', '=', input.registerId);
    const { state } = input;
    if (state !== null) query = query.where('l.state', '=', state === 'submitted' ? 'draft' : state);
    if (state === 'draft' || state === 'submitted')
      query = query.where(pendingOf, '=', state === 'submitted');
    const page = await readPage(tx, query, {
      keys: ['l.made_at', 'l.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentLine), next: page.next };
  },
});

export interface Consent {
  readonly approval_id: string;
  readonly state: string;
  readonly step: number | null;
  readonly step_name: Bilingual | null;
  readonly person: string | null;
  readonly decided_at: Date | null;
}

/** Consents to a list as it is: of the request that is pending, or of the one that was granted. */
export async function readConsents(tx: LoadTx, listId: string): Promise<readonly Consent[]> {
  const rows = await tx.readSql<Consent>('select * from destruction_consents($1)', [listId]);
  return rows.filter((row) => row.approval_id === rows[0]?.approval_id);
}

/** Who is named: on the list once it is approved, in the request before. */
async function readNamed(tx: LoadTx, list: NamedList): Promise<readonly string[]> {
  if (!list.pending) return list.witnesses;
  const [asked] = await tx.readSql<{ ids: string[] }>('select destruction_witnesses_asked($1) as ids', [
    list.id,
  ]);
  return asked?.ids ?? [];
}

export async function readWitnesses(tx: LoadTx, list: Pick<DestructionListRow, 'id' | 'witnesses'>) {
  const signed = await tx.read(
    db
      .selectFrom('destruction_witness')
      .select(['person_id', 'signed', 'signed_at'])
      .where('list_id', '=', list.id),
  );
  const names = await namesOf(tx, list.witnesses);
  return list.witnesses.map((personId, i) => {
    const signature = signed.find((one) => one.person_id === personId);
    return {
      personId,
      person: names[i] ?? '',
      signedAt: signature?.signed_at ?? null,
      signed: signature?.signed ?? null,
    };
  });
}

export function selectListedItems(listId: string) {
  return selectItems()
    .where('c.list_id', '=', listId)
    .where('c.state', 'in', ['for-destruction', 'destroyed'])
    .orderBy('k.number_sort')
    .orderBy('c.copy_no');
}

/** Queries about destruction; `find` gives the commands whose rules say what the caller can do. */
export function createDestructionQueries(find: (name: string) => Command | undefined): Query[] {
  const destructionOpen = defineQuery({
    name: 'destruction.open',
    title: { zh: '查看销毁清单', en: 'Open a destruction list' },
    input: DestructionQuery,
    output: DestructionPage,
    rule: carriersPolicy['carrier.read'],
    async run(tx, { input, actor }) {
      const row = await tx.readOne(selectLists().where('l.id', '=', input.listId));
      if (row === undefined) throw new Refusal('not.found');
      const items = await tx.read(selectListedItems(row.id).limit(itemsShownMax));
      const bags = await tx.read(
        db
          .selectFrom('paper_bag')
          .selectAll()
          .where('list_id', '=', row.id)
          .orderBy('number')
          .limit(itemsShownMax),
      );
      const witnesses = await readWitnesses(tx, { id: row.id, witnesses: [...(await readNamed(tx, row))] });
      const consents = await readConsents(tx, row.id);
      const mayWitness = witnesses.some((one) => one.personId === actor.personId && one.signedAt === null);
      const actions = listActions({ find, actor, row, mayWitness });
      return {
        ...presentLine(row),
        items: items.map(presentItem),
        bagItems: bags.map(presentBag),
        witnesses: witnesses.map((one) => ({ ...one, signedAt: one.signedAt?.toISOString() ?? null })),
        approvalId: consents[0]?.approval_id ?? null,
        approvals: consents.flatMap((one) =>
          one.person === null || one.decided_at === null
            ? []
            : [
                {
                  person: one.person,
                  step: one.step_name?.[actor.language] ?? '',
                  at: one.decided_at.toISOString(),
                },
              ],
        ),
        next: nextAction(actions),
        actions,
      };
    },
  });
  return [destructionList, destructionOpen];
}

/** What can be done with a list, the next lawful step first. */
function listActions(the: {
  readonly find: (name: string) => Command | undefined;
  readonly actor: Actor;
  readonly row: NamedList;
  readonly mayWitness: boolean;
}): ActionView[] {
  const { row } = the;
  const notDraft = row.state === 'draft' && !row.pending ? null : obstacleOf(refuse('destruction.not.draft'));
  const empty = row.copies + row.bags === 0 ? obstacleOf(refuse('destruction.empty')) : null;
  const notApproved = row.state === 'approved' ? null : obstacleOf(refuse('destruction.not.approved'));
  const notNamed = the.mayWitness ? null : obstacleOf(refuse('destruction.witness.not.named'));
  const obstacles: Readonly<Record<string, Bilingual | null>> = {
    'destruction.witness': notApproved ?? notNamed,
    'destruction.complete': notApproved,
    'destruction.submit': notDraft ?? empty,
    'destruction.add': notDraft,
    'destruction.takeOff': notDraft ?? empty,
    'destruction.cancel': row.state === 'approved' ? null : notDraft,
  };
  return Object.entries(obstacles).flatMap(([name, obstacle]) => {
    const command = the.find(name);
    if (command === undefined) return [];
    const target = { list: row };
    return [describeAction({ command, actor: the.actor, unitPath: row.unit_path, obstacle, target })];
  });
}
