import { type Command, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { sql } from 'kysely';
import { z } from 'zod';
import { describeAction, obstacleOf } from './actions.ts';
import { HandOverList, HandOverPage, HandOverQuery, HeldList, HeldQuery } from './contract.ts';
import { roleToSign } from './hand-over.ts';
import { itemsShownMax, presentItem, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { heldStates } from './rules.ts';
import { db, refuse } from './store.ts';
import type { HandOverRow } from './tables.ts';

const handOversShownMax = 100;

/** What a person has in his hands: for himself, and for who handles it. */
const heldBy = defineQuery({
  name: 'copy.heldBy',
  title: { zh: '所持载体', en: 'What a person holds' },
  input: HeldQuery,
  output: HeldList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input, actor }) {
    const personId = input.personId ?? actor.personId;
    const person = await tx.readOne(db.selectFrom('person').select('name').where('id', '=', personId));
    if (person === undefined) throw new Refusal('not.found');
    const rows = await tx.read(
      selectItems()
        .select(['c.since', 'c.due_on as dueOn'])
        .where('c.holder_id', '=', personId)
        .where('c.state', 'in', heldStates)
        .orderBy('c.due_on')
        .orderBy('c.since')
        .limit(itemsShownMax),
    );
    const items = rows.map((row) => ({
      ...presentItem(row),
      since: row.since.toISOString(),
      dueOn: row.dueOn,
    }));
    return { person: person.name, items };
  },
});

function selectHandOvers() {
  return db
    .selectFrom('hand_over as o')
    .innerJoin('person as f', 'f.id', 'o.from_id')
    .innerJoin('person as t', 't.id', 'o.to_id')
    .innerJoin('person as w', 'w.id', 'o.witness_id')
    .innerJoin('unit as u', 'u.id', 'o.unit_id')
    .selectAll('o')
    .select(['f.name as from', 't.name as to', 'w.name as witness', 'u.name as unit'])
    .select(
      sql<number>`(select count(*)::int from hand_over_item i where i.hand_over_id = o.id)`.as('items'),
    );
}

interface NamedHandOver extends HandOverRow {
  from: string;
  to: string;
  witness: string;
  unit: string;
  items: number;
}

function presentLine(row: NamedHandOver, personId: string) {
  return {
    id: row.id,
    from: row.from,
    to: row.to,
    witness: row.witness,
    state: row.state,
    reason: row.reason,
    items: row.items,
    openedAt: row.opened_at.toISOString(),
    receiverSigned: row.receiver_signed_at !== null,
    witnessSigned: row.witness_signed_at !== null,
    mine: roleToSign(row, personId),
  };
}

const handOverList = defineQuery({
  name: 'handover.list',
  title: { zh: '移交', en: 'Hand-overs' },
  input: z.object({}),
  output: HandOverList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { actor }) {
    const rows = await tx.read(selectHandOvers().orderBy('o.opened_at', 'desc').limit(handOversShownMax));
    return { rows: rows.map((row) => presentLine(row, actor.personId)) };
  },
});

/** Queries about hand-overs; `find` gives the commands whose rules say what the caller can do. */
export function createHandOverQueries(find: (name: string) => Command | undefined): Query[] {
  const handOverOpen = defineQuery({
    name: 'handover.open',
    title: { zh: '查看移交', en: 'Open a hand-over' },
    input: HandOverQuery,
    output: HandOverPage,
    rule: carriersPolicy['carrier.read'],
    async run(tx, { input, actor }) {
      const row = await tx.readOne(selectHandOvers().where('o.id', '=', input.handOverId));
      if (row === undefined) throw new Refusal('not.found');
      const lines = await tx.read(
        selectItems()
          .innerJoin('hand_over_item as i', 'i.copy_id', 'c.id')
          .where('i.hand_over_id', '=', row.id)
          .orderBy('k.number_sort')
          .orderBy('c.copy_no')
          .limit(itemsShownMax),
      );
      const mine = roleToSign(row, actor.personId);
      const ended = row.state === 'open' ? null : obstacleOf(refuse('handover.ended'));
      const obstacles = {
        'handover.sign': ended ?? (mine === null ? obstacleOf(refuse('handover.not.yours')) : null),
        'handover.cancel': ended,
      };
      const actions = Object.entries(obstacles).flatMap(([name, obstacle]) => {
        const command = find(name);
        return command === undefined
          ? []
          : [describeAction({ command, actor, unitPath: row.unit_path, obstacle })];
      });
      return {
        ...presentLine(row, actor.personId),
        fromId: row.from_id,
        unit: row.unit,
        lines: lines.map(presentItem),
        actions,
      };
    },
  });
  return [heldBy, handOverList, handOverOpen];
}
