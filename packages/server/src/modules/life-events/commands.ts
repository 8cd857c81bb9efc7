import { dayAfter } from '@fengni/schemes/term';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { type Debt, owe, settle } from '@fengni/kernel/obligation/owe';
import { type OrgTables, type PersonRow, people } from '@fengni/kernel/org/tables';
import type { z } from 'zod';
import { reviewOwed } from '../personnel/api.ts';
import {
  AnswerLifeEvent,
  AskLifeEvent,
  LifeEventCall,
  ReportLifeEvent,
  ReportLifeEventFor,
  lifeEventErrors,
} from './contract.ts';
import { lifeEventsPolicy } from './policy.ts';
import {
  type LifeEventState,
  isLifeEventKind,
  lateDays,
  lifeEventRules,
  lifeEventStateTitles,
} from './rules.ts';
import {
  type LifeEventRow,
  type LifeEventTables,
  lifeEventInquiries,
  lifeEventInquiryMatters,
  lifeEventMatters,
  lifeEventWordMatters,
  lifeEventWords,
  lifeEvents,
} from './tables.ts';

export const db = tables<LifeEventTables & OrgTables>();
const refuse = refuser(lifeEventErrors);
/** How far back and ahead an event may lie. Days. */
const backDaysMax = 3653;
const aheadDaysMax = 366;
/** Days a person has to add what was asked; days personnel have to begin a review. */
const replyDays = 5;
const reviewDays = 30;

async function lockPerson(tx: LoadTx, personId: string) {
  const person = await tx.lock(people, personId);
  const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', person.unit_id));
  invariant(unit !== undefined, 'a unit named by a row exists');
  return { person, path: unit.path };
}

interface Reported {
  readonly input: z.output<typeof ReportLifeEvent>;
  readonly person: PersonRow;
  readonly path: string;
  readonly byId: string;
}

async function keepReport(tx: Tx, { input, person, path, byId }: Reported) {
  if (person.left_on !== null) throw refuse('life-event.person.left');
  if (
    input.happenedOn < dayAfter(tx.today, -backDaysMax) ||
    input.happenedOn > dayAfter(tx.today, aheadDaysMax)
  )
    throw refuse('life-event.far');
  const rule = lifeEventRules[input.kind];
  const row: LifeEventRow = {
    id: tx.newId(),
    person_id: person.id,
    unit_id: person.unit_id,
    unit_path: path,
    kind: input.kind,
    happened_on: input.happenedOn,
    reported_at: tx.now,
    reported_by: byId,
    late_days: lateDays(rule, input.happenedOn, tx.today),
    state: 'open',
    due_on: dayAfter(tx.today, rule.answerDays),
    answered_at: null,
    answered_by: null,
    answer: null,
    restricted_until: null,
    lifted_on: null,
  };
  await tx.insert(lifeEvents, row);
  await tx.insert(lifeEventMatters, { id: row.id, content: input.content, answer: '' });
  await owe(tx, {
    kind: 'life-event.answer',
    unitPath: path,
    duty: await answererOf(tx, row),
    subject: { table: 'life_event', id: row.id, number: person.name },
    dueOn: row.due_on,
  });
  return { subject: row.id, result: { eventId: row.id, lateDays: row.late_days } };
}

/** Who answers by rule; the leader where the person would have to answer himself. */
async function answererOf(tx: LoadTx, event: LifeEventRow): Promise<NonNullable<Debt['duty']>> {
  const duty = isLifeEventKind(event.kind) ? lifeEventRules[event.kind].answeredBy : 'personnel';
  const [own] = await tx.readSql<{ id: string }>(
    `select id from duty where person_id = $1 and duty = $2 and $3::ltree <@ unit_path
       and started_on <= house_today() and (ended_on is null or ended_on >= house_today()) limit 1`,
    [event.person_id, duty, event.unit_path],
  );
  return own === undefined ? duty : 'leader-in-charge';
}

const report = defineCommand({
  name: 'life-event.report',
  title: { zh: '报告个人有关事项', en: 'Report an event of one’s life' },
  input: ReportLifeEvent,
  rule: lifeEventsPolicy['life-event.report'],
  load: (tx, _, actor) => lockPerson(tx, actor.personId),
  unitPath: ({ path }) => path,
  handle: (tx, { input, target, actor }) => keepReport(tx, { input, ...target, byId: actor.personId }),
});

const reportFor = defineCommand({
  name: 'life-event.reportFor',
  title: { zh: '代为报告个人有关事项', en: 'Report an event for somebody' },
  input: ReportLifeEventFor,
  rule: lifeEventsPolicy['life-event.report-for'],
  load: (tx, input) => lockPerson(tx, input.personId),
  unitPath: ({ path }) => path,
  handle: (tx, { input, target, actor }) => keepReport(tx, { input, ...target, byId: actor.personId }),
});

interface EventTarget {
  readonly event: Locked<LifeEventRow>;
  readonly personId: string;
}

async function lockEvent(tx: LoadTx, eventId: string): Promise<EventTarget> {
  const event = await tx.lock(lifeEvents, eventId);
  return { event, personId: event.person_id };
}

function requireState(event: LifeEventRow, ...states: readonly LifeEventState[]): void {
  if (!states.includes(event.state))
    throw refuse('life-event.state', { state: lifeEventStateTitles[event.state] });
}

async function keepWords(
  tx: Tx,
  event: LifeEventRow,
  the: { readonly kind: 'question' | 'reply'; readonly words: string; readonly byId: string },
): Promise<void> {
  const id = tx.newId();
  await tx.insert(lifeEventWords, {
    id,
    event_id: event.id,
    kind: the.kind,
    by_id: the.byId,
    said_at: tx.now,
  });
  await tx.insert(lifeEventWordMatters, { id, words: the.words });
}

const ask = defineCommand({
  name: 'life-event.ask',
  title: { zh: '要求补充报告', en: 'Ask for more about an event' },
  input: AskLifeEvent,
  rule: lifeEventsPolicy['life-event.answer'],
  load: (tx, input) => lockEvent(tx, input.eventId),
  unitPath: ({ event }) => event.unit_path,
  subjectId: ({ event }) => event.id,
  async handle(tx, { input, target: { event }, actor }) {
    requireState(event, 'open');
    await keepWords(tx, event, { kind: 'question', words: input.words, byId: actor.personId });
    await tx.update(lifeEvents, event, { state: 'asked' });
    await owe(tx, {
      kind: 'life-event.reply',
      unitPath: event.unit_path,
      personId: event.person_id,
      subject: { table: 'life_event', id: event.id, number: '' },
      dueOn: dayAfter(tx.today, replyDays),
    });
    return {};
  },
});

const reply = defineCommand({
  name: 'life-event.reply',
  title: { zh: '补充报告', en: 'Add to one’s report' },
  input: AskLifeEvent,
  rule: lifeEventsPolicy['life-event.own'],
  load: (tx, input) => lockEvent(tx, input.eventId),
  unitPath: ({ event }) => event.unit_path,
  subjectId: ({ event }) => event.id,
  async handle(tx, { input, target: { event }, actor }) {
    requireState(event, 'open', 'asked');
    await keepWords(tx, event, { kind: 'reply', words: input.words, byId: actor.personId });
    if (event.state === 'asked') await tx.update(lifeEvents, event, { state: 'open' });
    await settle(tx, { kind: 'life-event.reply', subjectId: event.id, byId: actor.personId });
    return {};
  },
});

const withdraw = defineCommand({
  name: 'life-event.withdraw',
  title: { zh: '撤回报告', en: 'Withdraw one’s report' },
  input: LifeEventCall,
  rule: lifeEventsPolicy['life-event.own'],
  load: (tx, input) => lockEvent(tx, input.eventId),
  unitPath: ({ event }) => event.unit_path,
  subjectId: ({ event }) => event.id,
  async handle(tx, { target: { event }, actor }) {
    requireState(event, 'open', 'asked');
    await tx.update(lifeEvents, event, { state: 'withdrawn' });
    const subject = { subjectId: event.id, outcome: 'cancelled', byId: actor.personId } as const;
    await settle(tx, { ...subject, kind: 'life-event.answer' });
    await settle(tx, { ...subject, kind: 'life-event.reply' });
    return {};
  },
});

function requireWhole(input: z.output<typeof AnswerLifeEvent>, today: string): void {
  if (input.answer !== 'noted' && input.words.length < 2) throw refuse('life-event.words.missing');
  const restricts = input.answer === 'restriction';
  if (restricts !== (input.restrictedUntil !== null)) throw refuse('life-event.until');
  if (input.restrictedUntil !== null && input.restrictedUntil < today) throw refuse('life-event.until');
  if (input.review && input.reviewReason.length < 2) throw refuse('life-event.review.reason');
}

/** Answered on record. What is asked of personnel besides stands apart: the person sees the same either way (PER-6). */
const answer = defineCommand({
  name: 'life-event.answer',
  title: { zh: '答复个人有关事项', en: 'Answer a reported event' },
  input: AnswerLifeEvent,
  rule: lifeEventsPolicy['life-event.answer'],
  async load(tx, input) {
    const target = await lockEvent(tx, input.eventId);
    return { ...target, matter: await tx.lock(lifeEventMatters, input.eventId) };
  },
  unitPath: ({ event }) => event.unit_path,
  subjectId: ({ event }) => event.id,
  async handle(tx, { input, target: { event, matter }, actor }) {
    requireState(event, 'open', 'asked');
    requireWhole(input, tx.today);
    await tx.update(lifeEvents, event, {
      state: 'answered',
      answer: input.answer,
      answered_at: tx.now,
      answered_by: actor.personId,
      restricted_until: input.restrictedUntil,
    });
    await tx.update(lifeEventMatters, matter, { answer: input.words });
    const { personId: byId } = actor;
    await settle(tx, { kind: 'life-event.answer', subjectId: event.id, byId });
    await settle(tx, { kind: 'life-event.reply', subjectId: event.id, outcome: 'cancelled', byId });
    if (input.restrictedUntil !== null) {
      await owe(tx, {
        kind: 'life-event.restriction',
        unitPath: event.unit_path,
        duty: 'officer',
        subject: { table: 'life_event', id: event.id, number: '' },
        dueOn: input.restrictedUntil,
      });
    }
    if (input.review) await askReview(tx, event, { reason: input.reviewReason, byId });
    return {};
  },
});

async function askReview(
  tx: Tx,
  event: LifeEventRow,
  the: { readonly reason: string; readonly byId: string },
): Promise<void> {
  const id = tx.newId();
  await tx.insert(lifeEventInquiries, {
    id,
    event_id: event.id,
    person_id: event.person_id,
    unit_path: event.unit_path,
    asked_at: tx.now,
    asked_by: the.byId,
  });
  await tx.insert(lifeEventInquiryMatters, { id, reason: the.reason });
  await reviewOwed(tx, {
    personId: event.person_id,
    postId: null,
    kind: 'event',
    byId: the.byId,
    dueOn: dayAfter(tx.today, reviewDays),
  });
}

const lift = defineCommand({
  name: 'life-event.lift',
  title: { zh: '解除限制要求', en: 'Lift a restriction' },
  input: LifeEventCall,
  rule: lifeEventsPolicy['life-event.answer'],
  load: (tx, input) => lockEvent(tx, input.eventId),
  unitPath: ({ event }) => event.unit_path,
  subjectId: ({ event }) => event.id,
  async handle(tx, { target: { event }, actor }) {
    if (event.restricted_until === null || event.lifted_on !== null)
      throw refuse('life-event.not.restricted');
    await tx.update(lifeEvents, event, { lifted_on: tx.today });
    await settle(tx, { kind: 'life-event.restriction', subjectId: event.id, byId: actor.personId });
    return {};
  },
});

export const lifeEventCommands: readonly Command[] = [report, reportFor, ask, reply, withdraw, answer, lift];
