import { defineCommand } from '../../command/define.ts';
import { AddPost, AssignPost, EndHolding, EndPost } from '../contract.ts';
import { orgPolicy } from '../policy.ts';
import { overlaps } from '../rules.ts';
import { holdings, people, posts, units } from '../tables.ts';
import {
  db,
  endWith,
  orTaken,
  pathOfUnit,
  refuse,
  requireEnd,
  requireOpen,
  requirePresent,
  runsPast,
} from './common.ts';

export const addPost = defineCommand({
  name: 'org.addPost',
  title: { zh: '增设岗位', en: 'Add a post' },
  input: AddPost,
  rule: orgPolicy['org.post.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    requireOpen(unit);
    const id = tx.newId();
    await tx.insert(posts, {
      id,
      unit_id: unit.id,
      name: input.name,
      grade: input.grade,
      started_on: tx.today,
      ended_on: null,
    });
    return { result: { postId: id }, subject: id };
  },
});

/** Ends a post and what is held of it. */
export const endPost = defineCommand({
  name: 'org.endPost',
  title: { zh: '撤销岗位', en: 'End a post' },
  input: EndPost,
  rule: orgPolicy['org.post.keep'],
  async load(tx, input) {
    const post = await tx.lock(posts, input.postId);
    return { post, path: await pathOfUnit(tx, post.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ post }) => post.id,
  async handle(tx, { input, target: { post } }) {
    requireEnd(post, input.endedOn, tx.today);
    await tx.update(posts, post, { ended_on: input.endedOn });
    const held = await tx.read(
      db.selectFrom('holding').select(['id', 'ended_on']).where('post_id', '=', post.id),
    );
    const open = held.filter(runsPast(input.endedOn)).map((row) => row.id);
    await endWith(tx, holdings, open, input.endedOn);
    return { result: { holdingsEnded: open.length } };
  },
});

/**
 * A person may hold several posts, also of other units: who keeps the post's unit decides. The day may lie before the
 * post was entered here.
 */
export const assignPost = defineCommand({
  name: 'org.assignPost',
  title: { zh: '任命岗位', en: 'Assign a post' },
  input: AssignPost,
  rule: orgPolicy['org.holding.keep'],
  async load(tx, input) {
    const post = await tx.lock(posts, input.postId);
    const person = await tx.lock(people, input.personId);
    return { post, person, path: await pathOfUnit(tx, post.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { input, target: { post, person } }) {
    requirePresent(person);
    // a scope that names the post opens to its holder at once, whatever the day
    if (input.startedOn > tx.today) throw refuse('org.date.future');
    if (post.ended_on !== null) throw refuse('org.ended.already', { endedOn: post.ended_on });
    const span = { started_on: input.startedOn, ended_on: null };
    const held = await tx.read(
      db
        .selectFrom('holding')
        .select(['started_on', 'ended_on'])
        .where('person_id', '=', person.id)
        .where('post_id', '=', post.id),
    );
    if (held.some((one) => overlaps(one, span))) throw refuse('org.already.held');
    const id = tx.newId();
    await orTaken(tx.insert(holdings, { id, person_id: person.id, post_id: post.id, ...span }), () =>
      refuse('org.already.held'),
    );
    return { result: { holdingId: id } };
  },
});

export const endHolding = defineCommand({
  name: 'org.endHolding',
  title: { zh: '免去岗位', en: 'End the holding of a post' },
  input: EndHolding,
  rule: orgPolicy['org.holding.keep'],
  async load(tx, input) {
    const holding = await tx.lock(holdings, input.holdingId);
    const post = await tx.lock(posts, holding.post_id);
    return { holding, path: await pathOfUnit(tx, post.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ holding }) => holding.person_id,
  async handle(tx, { input, target: { holding } }) {
    requireEnd(holding, input.endedOn, tx.today);
    await tx.update(holdings, holding, { ended_on: input.endedOn });
    return {};
  },
});
