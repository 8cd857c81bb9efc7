import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import {
  type FileRoute,
  type LoadTx,
  type Query,
  defineQuery,
  defineReading,
} from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import type { z } from 'zod';
import { db } from './commands.ts';
import {
  LifeEventCall,
  type LifeEventFilter,
  LifeEventList,
  LifeEventListQuery,
  type LifeEventLineView,
  LifeEventPage,
} from './contract.ts';
import { lifeEventsPolicy } from './policy.ts';
import type { LifeEventRow } from './tables.ts';

function selectEvents() {
  return db
    .selectFrom('life_event as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .innerJoin('unit as u', 'u.id', 'e.unit_id')
    .selectAll('e')
    .select(['p.name as person', 'u.name as unit']);
}

export function presentLifeEvent(
  row: LifeEventRow & { readonly person: string; readonly unit: string },
): LifeEventLineView {
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    kind: row.kind,
    happenedOn: row.happened_on,
    reportedAt: row.reported_at.toISOString(),
    lateDays: row.late_days,
    state: row.state,
    dueOn: row.due_on,
    answer: row.answer,
    restrictedUntil: row.restricted_until,
  };
}

const sortKeys = {
  reported: { keys: ['e.reported_at', 'e.id'], types: ['timestamptz', 'uuid'] },
  happened: { keys: ['e.happened_on', 'e.id'], types: ['date', 'uuid'] },
  due: { keys: ['e.due_on', 'e.id'], types: ['date', 'uuid'] },
} as const;

/** The events a filter names, as the caller sees them. */
export async function readLifeEvents(
  tx: LoadTx,
  the: {
    readonly filter: z.output<typeof LifeEventFilter>;
    readonly actor: Actor;
    readonly after: string | null;
    readonly rowsMax: number;
  },
) {
  const { filter } = the;
  let query = selectEvents();
  if (filter.mine) query = query.where('e.person_id', '=', the.actor.personId);
  if (filter.state !== null) query = query.where('e.state', '=', filter.state);
  if (filter.kind !== null) query = query.where('e.kind', '=', filter.kind);
  if (filter.late) query = query.where('e.late_days', '>', 0);
  if (filter.overdue)
    query = query.where('e.state', 'in', ['open', 'asked']).where('e.due_on', '<', tx.today);
  if (filter.search !== '') {
    const like = `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where('p.name', 'ilike', like);
  }
  return readPage(tx, query, {
    ...sortKeys[filter.sort],
    direction: filter.direction,
    after: the.after,
    rowsMax: the.rowsMax,
  });
}

const list = defineQuery({
  name: 'life-event.list',
  title: { zh: '个人有关事项', en: 'Reported events' },
  input: LifeEventListQuery,
  output: LifeEventList,
  rule: lifeEventsPolicy['life-event.read'],
  async run(tx, { input, actor }) {
    const page = await readLifeEvents(tx, { filter: input, actor, after: input.after, rowsMax: listRowsMax });
    return { rows: page.rows.map(presentLifeEvent), next: page.next };
  },
});

async function readWords(tx: LoadTx, eventId: string) {
  const rows = await tx.read(
    db
      .selectFrom('life_event_word as w')
      .innerJoin('life_event_word_matter as m', 'm.id', 'w.id')
      .innerJoin('person as p', 'p.id', 'w.by_id')
      .select(['w.id', 'w.kind', 'p.name as by', 'w.said_at', 'm.words'])
      .where('w.event_id', '=', eventId)
      .orderBy('w.said_at')
      .orderBy('w.id'),
  );
  return rows.map(({ said_at, ...row }) => ({ ...row, at: said_at.toISOString() }));
}

async function readInquiries(tx: LoadTx, eventId: string) {
  const rows = await tx.read(
    db
      .selectFrom('life_event_inquiry as i')
      .innerJoin('life_event_inquiry_matter as m', 'm.id', 'i.id')
      .innerJoin('person as p', 'p.id', 'i.asked_by')
      .select(['i.id', 'p.name as by', 'i.asked_at', 'm.reason'])
      .where('i.event_id', '=', eventId)
      .orderBy('i.asked_at'),
  );
  return rows.map(({ asked_at, ...row }) => ({ ...row, at: asked_at.toISOString() }));
}

/** What somebody reported of his life is personal: each opening is on the log. */
const open = defineReading({
  name: 'life-event.open',
  title: { zh: '查看个人有关事项', en: 'Open a reported event' },
  input: LifeEventCall,
  output: LifeEventPage,
  rule: lifeEventsPolicy['life-event.read'],
  async read(tx, { input, actor }) {
    const row = await tx.readOne(
      selectEvents()
        .innerJoin('life_event_matter as m', 'm.id', 'e.id')
        .innerJoin('person as r', 'r.id', 'e.reported_by')
        .leftJoin('person as a', 'a.id', 'e.answered_by')
        .select(['m.content', 'm.answer as answer_words', 'r.name as reporter', 'a.name as answerer'])
        .where('e.id', '=', input.eventId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const target = { personId: row.person_id };
    const told = {
      ...presentLifeEvent(row),
      content: row.content,
      reportedBy: row.reporter,
      answeredAt: row.answered_at?.toISOString() ?? null,
      answeredBy: row.answerer,
      answerWords: row.answer_words,
      liftedOn: row.lifted_on,
      words: await readWords(tx, row.id),
      inquiries: await readInquiries(tx, row.id),
      isMine: row.person_id === actor.personId,
      mayAnswer: decide(lifeEventsPolicy['life-event.answer'], actor, target, row.unit_path).ok,
    };
    return { told, subject: row.id };
  },
});

export const lifeEventReadings: readonly FileRoute[] = [open];
export const lifeEventQueries: readonly Query[] = [list];
