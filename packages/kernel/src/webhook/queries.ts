import { sql } from 'kysely';
import { type FileRoute, type Query, defineQuery, defineReading } from '../command/define.ts';
import { refuse as refuseKernel, refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { OrgTables } from '../org/tables.ts';
import { listRowsMax, readPage } from '../register/page.ts';
import { z } from 'zod';
import {
  WebhookCall,
  WebhookDeliveryList,
  WebhookDeliveryQuery,
  WebhookList,
  eventTitles,
  webhookErrors,
  WebhookSecret,
} from './contract.ts';
import { webhookPolicy } from './policy.ts';
import { webhookSecret } from './secret.ts';
import type { WebhookTables } from './tables.ts';

const db = tables<WebhookTables & OrgTables>();
const refuse = refuser(webhookErrors);
/** Addresses of one house; more than a page of them would be a mistake. */
const addressesMax = 200;

const list = defineQuery({
  name: 'webhook.list',
  title: { zh: '通知地址', en: 'Addresses to be told' },
  input: z.object({}),
  output: WebhookList,
  rule: webhookPolicy['webhook.read'],
  async run(tx) {
    const rows = await tx.read(
      db
        .selectFrom('webhook_address as a')
        .selectAll()
        .select((eb) => [
          eb
            .selectFrom('webhook_delivery as v')
            .select(sql<number>`count(*)::int`.as('n'))
            .whereRef('v.address_id', '=', 'a.id')
            .where('v.state', '=', 'waiting')
            .as('waiting'),
          eb
            .selectFrom('webhook_delivery as v')
            .select(sql<number>`count(*)::int`.as('n'))
            .whereRef('v.address_id', '=', 'a.id')
            .where('v.state', '=', 'dead')
            .as('dead'),
        ])
        .orderBy(sql`a.state = 'ended'`)
        .orderBy('a.name')
        .orderBy('a.id')
        .limit(addressesMax),
    );
    return {
      kindTitles: eventTitles,
      rows: rows.map((row) => ({
        id: row.id,
        name: row.name,
        url: row.url,
        kinds: row.kinds,
        namesBy: row.names_by,
        algorithm: row.algorithm,
        hasCa: row.ca_pem !== null,
        state: row.state,
        madeAt: row.made_at.toISOString(),
        waiting: row.waiting ?? 0,
        dead: row.dead ?? 0,
      })),
    };
  },
});

const deliveries = defineQuery({
  name: 'webhook.deliveries',
  title: { zh: '通知发送记录', en: 'Messages sent' },
  input: WebhookDeliveryQuery,
  output: WebhookDeliveryList,
  rule: webhookPolicy['webhook.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('webhook_delivery as v')
      .innerJoin('webhook_address as a', 'a.id', 'v.address_id')
      .innerJoin('webhook_event as e', 'e.id', 'v.event_id')
      .leftJoin('person as p', 'p.id', 'v.person_id')
      .selectAll('v')
      .select(['a.name as address', 'e.kind', 'p.name as person']);
    if (input.state !== null) query = query.where('v.state', '=', input.state);
    if (input.addressId !== null) query = query.where('v.address_id', '=', input.addressId);
    const page = await readPage(tx, query, {
      keys: ['v.seq', 'v.id'],
      types: ['bigint', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const rows = page.rows.map((row) => ({
      id: row.id,
      eventId: row.event_id,
      address: row.address,
      addressId: row.address_id,
      kind: row.kind,
      personId: row.person_id,
      person: row.person,
      state: row.state,
      tries: row.tries,
      nextAt: row.next_at?.toISOString() ?? null,
      lastAt: row.last_at?.toISOString() ?? null,
      lastStatus: row.last_status,
      lastFault: row.last_fault,
    }));
    return { rows, next: page.next };
  },
});

export const webhookQueries: readonly Query[] = [list, deliveries];

/** The secret, until its address is switched on: whoever sets the receiver up takes it over, and nobody later. */
export function createWebhookFiles(the: { readonly keys: KeyRing }): readonly FileRoute[] {
  const secretRoute = defineReading({
    name: 'webhook.secret',
    title: { zh: '查看通知密钥', en: 'Secret of an address' },
    input: WebhookCall,
    output: WebhookSecret,
    rule: webhookPolicy['webhook.manage'],
    secondFactor: true,
    async read(tx, { input }) {
      const row = await tx.readOne(
        db
          .selectFrom('webhook_address')
          .select(['id', 'generation', 'state', 'algorithm'])
          .where('id', '=', input.addressId),
      );
      if (row === undefined) throw refuseKernel('not.found');
      if (row.state !== 'new') throw refuse('webhook.secret.shown');
      const told = { secret: webhookSecret(the.keys, row), algorithm: row.algorithm };
      return { told, subject: row.id };
    },
  });
  return [secretRoute];
}
