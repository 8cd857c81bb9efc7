import { X509Certificate } from 'node:crypto';
import { readSuite } from '../access/begin-house.ts';
import { type Command, defineCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { Locked } from '../db/tx.ts';
import { settle } from '../obligation/owe.ts';
import {
  AddWebhook,
  ChangeWebhook,
  SetWebhookAside,
  TurnWebhook,
  WebhookCall,
  WebhookDeliveryCall,
  webhookErrors,
} from './contract.ts';
import { webhookPolicy } from './policy.ts';
import { parseReceiver } from './rules.ts';
import {
  type WebhookAddressRow,
  type WebhookDeliveryRow,
  type WebhookTables,
  webhookAddresses,
  webhookDeliveries,
  webhookEvents,
} from './tables.ts';

const db = tables<WebhookTables>();
const refuse = refuser(webhookErrors);

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

function requireInUse(address: Pick<WebhookAddressRow, 'state'>): void {
  if (address.state === 'ended') throw refuse('webhook.ended');
}

/** An address is told nothing before it is switched on. */
const add = defineCommand({
  name: 'webhook.add',
  title: { zh: '登记通知地址', en: 'Register an address to be told' },
  input: AddWebhook,
  rule: webhookPolicy['webhook.manage'],
  secondFactor: true,
  load: (tx) => readSuite(tx),
  async handle(tx, { input, target: suite, actor }) {
    const url = parseReceiver(input.url);
    if (url === null) throw refuse('webhook.url');
    const caPem = input.caPem === '' ? null : input.caPem;
    if (caPem !== null && !isAuthority(caPem)) throw refuse('webhook.ca');
    const row: WebhookAddressRow = {
      id: tx.newId(),
      name: input.name,
      url: url.href,
      kinds: [...new Set(input.kinds)],
      names_by: input.namesBy,
      algorithm: suite === 'guomi' ? 'hmac-sm3' : 'hmac-sha256',
      generation: 1,
      ca_pem: caPem,
      state: 'new',
      made_at: tx.now,
      made_by: actor.personId,
    };
    await tx.insert(webhookAddresses, row);
    return { subject: row.id, result: { addressId: row.id } };
  },
});

const change = defineCommand({
  name: 'webhook.change',
  title: { zh: '修改通知地址', en: 'Change an address to be told' },
  input: ChangeWebhook,
  rule: webhookPolicy['webhook.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(webhookAddresses, input.addressId),
  subjectId: (address) => address.id,
  async handle(tx, { input, target: address }) {
    requireInUse(address);
    await tx.update(webhookAddresses, address, { name: input.name, kinds: [...new Set(input.kinds)] });
    return {};
  },
});

const turn = defineCommand({
  name: 'webhook.turn',
  title: { zh: '启用或停用通知地址', en: 'Switch an address on or off' },
  input: TurnWebhook,
  rule: webhookPolicy['webhook.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(webhookAddresses, input.addressId),
  subjectId: (address) => address.id,
  async handle(tx, { input, target: address }) {
    requireInUse(address);
    const state = input.on ? 'on' : 'off';
    if (address.state === state) throw refuse('webhook.state');
    await tx.update(webhookAddresses, address, { state });
    return {};
  },
});

/** The old secret ends at once; the address is off until the new one has been taken over and it is switched on. */
const renewSecret = defineCommand({
  name: 'webhook.renewSecret',
  title: { zh: '更换通知密钥', en: 'Renew the secret of an address' },
  input: WebhookCall,
  rule: webhookPolicy['webhook.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(webhookAddresses, input.addressId),
  subjectId: (address) => address.id,
  async handle(tx, { target: address }) {
    requireInUse(address);
    await tx.update(webhookAddresses, address, { generation: address.generation + 1, state: 'new' });
    return {};
  },
});

const end = defineCommand({
  name: 'webhook.end',
  title: { zh: '注销通知地址', en: 'End an address' },
  input: WebhookCall,
  rule: webhookPolicy['webhook.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(webhookAddresses, input.addressId),
  subjectId: (address) => address.id,
  async handle(tx, { target: address, actor }) {
    requireInUse(address);
    await tx.update(webhookAddresses, address, { state: 'ended' });
    const open = await tx.read(
      db
        .selectFrom('webhook_delivery')
        .select('id')
        .where('address_id', '=', address.id)
        .where('state', 'in', ['waiting', 'dead']),
    );
    const rows = await tx.lockAll(
      webhookDeliveries,
      open.map((row) => row.id),
    );
    await tx.updateAll(webhookDeliveries, rows, { state: 'set-aside', next_at: null });
    for (const row of rows)
      await settle(tx, { ...undelivered(row.id), outcome: 'cancelled', byId: actor.personId });
    return { result: { setAside: rows.length } };
  },
});

const undelivered = (subjectId: string) => ({ kind: 'webhook.undelivered', subjectId });

/** Sends a message without anybody in it, whether or not the address is on. */
const test = defineCommand({
  name: 'webhook.test',
  title: { zh: '测试通知地址', en: 'Test an address' },
  input: WebhookCall,
  rule: webhookPolicy['webhook.manage'],
  load: (tx, input) => tx.lock(webhookAddresses, input.addressId),
  subjectId: (address) => address.id,
  async handle(tx, { target: address }) {
    requireInUse(address);
    const eventId = tx.newId();
    const deliveryId = tx.newId();
    const event = { id: eventId, kind: 'webhook.test', person_id: null, entry_id: tx.entryId } as const;
    await tx.insert(webhookEvents, event);
    tx.grant([eventId]);
    const [made] = await tx.writeSql<{ seq: string }>('select seq from webhook_event where id = $1', [
      eventId,
    ]);
    invariant(made !== undefined, 'the event was made');
    await tx.insert(webhookDeliveries, {
      id: deliveryId,
      event_id: eventId,
      address_id: address.id,
      person_id: null,
      unit_path: null,
      seq: made.seq,
      state: 'waiting',
      tries: 0,
      next_at: null,
      last_at: null,
      last_status: null,
      last_fault: null,
    });
    return { result: { deliveryId } };
  },
});

async function refuseUnlessUndelivered(row: Locked<WebhookDeliveryRow>): Promise<void> {
  if (row.state === 'sent') throw refuse('webhook.sent');
  if (row.state === 'waiting') throw refuse('webhook.waiting');
}

/** Tries again what was given up, under the same id, unless something later about the same person has arrived. */
const resend = defineCommand({
  name: 'webhook.resend',
  title: { zh: '重发通知', en: 'Send a message again' },
  input: WebhookDeliveryCall,
  rule: webhookPolicy['webhook.resend'],
  load: (tx, input) => tx.lock(webhookDeliveries, input.deliveryId),
  unitPath: (row) => row.unit_path ?? '',
  subjectId: (row) => row.id,
  async handle(tx, { target: row }) {
    await refuseUnlessUndelivered(row);
    const address = await tx.readOne(
      db.selectFrom('webhook_address').select('state').where('id', '=', row.address_id),
    );
    if (address === undefined || address.state === 'ended') throw refuse('webhook.ended');
    const [late] = await tx.writeSql<{ late: boolean }>('select webhook_overtaken($1) as late', [row.id]);
    if (late?.late === true) throw refuse('webhook.overtaken');
    await tx.update(webhookDeliveries, row, { state: 'waiting', tries: 0, next_at: null });
    return {};
  },
});

/** Somebody saw to it by hand: the message is not sent any more. */
const setAside = defineCommand({
  name: 'webhook.setAside',
  title: { zh: '搁置通知', en: 'Set a message aside' },
  input: SetWebhookAside,
  rule: webhookPolicy['webhook.resend'],
  load: (tx, input) => tx.lock(webhookDeliveries, input.deliveryId),
  unitPath: (row) => row.unit_path ?? '',
  subjectId: (row) => row.id,
  async handle(tx, { target: row, actor }) {
    if (row.state === 'sent') throw refuse('webhook.sent');
    await tx.update(webhookDeliveries, row, { state: 'set-aside', next_at: null });
    await settle(tx, { ...undelivered(row.id), byId: actor.personId });
    return {};
  },
});

export const webhookCommands: readonly Command[] = [
  add,
  change,
  turn,
  renewSecret,
  end,
  test,
  resend,
  setAside,
];
