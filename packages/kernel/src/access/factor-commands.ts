import { type Command, defineCommand } from '../command/define.ts';
import { toJson } from '../command/redact.ts';
import { refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import {
  AddGenerator,
  AddSecurityKey,
  BeginSecurityKey,
  EndFactor,
  MakeCodeSheet,
  accessErrors,
} from './contract.ts';
import { addCodeSheet, addGenerator, addSecurityKey, beginKey } from './new-factor.ts';
import { accessPolicy } from './policy-table.ts';
import { type AccessTables, factors } from './tables.ts';

const db = tables<AccessTables>();
const refuse = refuser(accessErrors);

/** One's own second factors, each added and ended under one that is there. */
export function createFactorCommands(keys: KeyRing): Command[] {
  const makeCodeSheet = defineCommand({
    name: 'account.makeCodeSheet',
    title: { zh: '制作验证码单', en: 'Make a code sheet' },
    input: MakeCodeSheet,
    rule: accessPolicy['session.own'],
    secondFactor: true,
    load: async () => null,
    async handle(tx, { actor }) {
      const factorId = await addCodeSheet(tx, keys, actor.accountId);
      return { subject: actor.accountId, result: { factorId } };
    },
  });

  const generator = defineCommand({
    name: 'account.addGenerator',
    title: { zh: '登记动态码', en: 'Register a code generator' },
    input: AddGenerator,
    rule: accessPolicy['session.own'],
    secondFactor: true,
    load: async () => null,
    async handle(tx, { input, actor }) {
      const factorId = await addGenerator(tx, keys, { ...input, accountId: actor.accountId });
      return { subject: actor.accountId, result: { factorId } };
    },
  });

  const beginSecurityKey = defineCommand({
    name: 'account.beginSecurityKey',
    title: { zh: '开始登记 USB 密钥', en: 'Begin to register a security key' },
    input: BeginSecurityKey,
    rule: accessPolicy['session.own'],
    secondFactor: true,
    load: async () => null,
    async handle(tx, { actor: { accountId, sessionId, login } }) {
      const use = { purpose: 'enrol', accountId, sessionId } as const;
      const creation = await beginKey(tx, keys, { use, login });
      return { subject: accountId, result: { options: toJson(creation.options) } };
    },
  });

  const securityKey = defineCommand({
    name: 'account.addSecurityKey',
    title: { zh: '登记 USB 密钥', en: 'Register a security key' },
    input: AddSecurityKey,
    rule: accessPolicy['session.own'],
    secondFactor: true,
    load: async () => null,
    async handle(tx, { input, actor: { accountId, sessionId } }) {
      const use = { purpose: 'enrol', accountId, sessionId } as const;
      const factorId = await addSecurityKey(tx, keys, { ...input, use });
      return { subject: accountId, result: { factorId } };
    },
  });
  return [makeCodeSheet, generator, beginSecurityKey, securityKey, endFactor];
}

const endFactor = defineCommand({
  name: 'factor.end',
  title: { zh: '停用第二因素', en: 'End a second factor' },
  input: EndFactor,
  rule: accessPolicy['session.own'],
  secondFactor: true,
  async load(tx, input, actor) {
    const mine = await tx.read(
      db
        .selectFrom('factor')
        .select('id')
        .where('account_id', '=', actor.accountId)
        .where('ended_at', 'is', null),
    );
    // all of them are held, so that the last two do not end each other at the same moment
    const locked = await tx.lockAll(
      factors,
      mine.map((one) => one.id),
    );
    const open = locked.filter((one) => one.ended_at === null);
    const target = open.find((one) => one.id === input.factorId);
    if (target === undefined) throw refuse('factor.failed');
    if (open.length === 1) throw refuse('factor.last');
    return target;
  },
  async handle(tx, { target, actor }) {
    await tx.update(factors, target, { ended_at: tx.now });
    return { subject: actor.accountId };
  },
});
