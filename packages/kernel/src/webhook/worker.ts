import { dayAfter } from '@fengni/schemes/term';
import { setTimeout as pause } from 'node:timers/promises';
import { invariant } from '../command/invariant.ts';
import type { Kernel } from '../command/kernel.ts';
import { owe, settle } from '../obligation/owe.ts';
import type { Tx } from '../db/tx.ts';
import { asClockwork, writeClockworkEntry } from '../schedule/as-clockwork.ts';
import { messageOf, nextTryAt, parseReceiver, signMessage } from './rules.ts';
import { webhookSecret } from './secret.ts';
import { type Sent, sendMessage, sendMsMax } from './send-message.ts';
import type { DueWebhookRow } from './tables.ts';

/** Milliseconds between looks for what is due: rights end everywhere within seconds. */
const lookEveryMs = 1_000;
/** Messages taken at once; the next look takes what is left. */
const atOnceMax = 16;
/** While a message is under way nobody else takes it. A server that dies meanwhile leaves it to be sent again. */
const leaseMs = 6 * sendMsMax;
/** Days in which somebody sees to a message that did not arrive. */
const undeliveredDays = 1;

export interface WebhookOptions {
  readonly onError: (error: unknown) => void;
  readonly signal?: AbortSignal;
}

/** Takes what is due, so that no other server sends it too. */
async function claimDue(tx: Tx): Promise<DueWebhookRow[]> {
  const due = await tx.readSql<DueWebhookRow>('select * from webhooks_due($1, $2)', [tx.now, atOnceMax]);
  if (due.length === 0) return [];
  const claimed = await tx.writeSql<{ id: string; tries: number }>(
    `update webhook_delivery set next_at = $2, tries = tries + 1
     where id = any($1) and state = 'waiting' and (next_at is null or next_at <= $3) returning id, tries`,
    [due.map((row) => row.id), new Date(tx.now.getTime() + leaseMs), tx.now],
  );
  const tries = new Map(claimed.map((row) => [row.id, row.tries]));
  return due.flatMap((row) => {
    const mine = tries.get(row.id);
    return mine === undefined ? [] : [{ ...row, tries: mine }];
  });
}

async function sendOne(kernel: Kernel, row: DueWebhookRow, signal: AbortSignal): Promise<Sent> {
  const url = parseReceiver(row.url);
  invariant(url !== null, 'an address was checked when it was registered');
  const now = kernel.clock();
  const person = row.person_id === null ? null : { id: row.person_id, staffNo: row.staff_no };
  const event = {
    eventId: row.event_id,
    kind: row.kind,
    at: row.happened_at ?? now,
    sequence: Number(row.seq),
    person,
  };
  const body = messageOf(event, row.names_by);
  const seconds = Math.floor(now.getTime() / 1000);
  const secret = webhookSecret(kernel.keys, { id: row.address_id, generation: row.generation });
  return sendMessage({
    url,
    body,
    caPem: row.ca_pem,
    signal,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Fengni',
      'fengni-event': row.event_id,
      'fengni-timestamp': String(seconds),
      'fengni-signature': signMessage({ algorithm: row.algorithm, secret, seconds, body }),
    },
  });
}

/** Notes how one went. What is given up is owed by the system administrator. */
async function noteSent(kernel: Kernel, tx: Tx, { row, sent }: { row: DueWebhookRow; sent: Sent }) {
  const next = sent.ok ? null : nextTryAt(row.tries, tx.now);
  const state = sent.ok ? 'sent' : next === null ? 'dead' : 'waiting';
  await tx.writeSql(
    `update webhook_delivery set state = $2, next_at = $3, last_at = $4, last_status = $5, last_fault = $6
     where id = $1 and state = 'waiting'`,
    [row.id, state, next, tx.now, sent.status, sent.ok ? null : sent.fault],
  );
  if (row.unit_path === null || state === 'waiting') return;
  if (state === 'dead') {
    const subject = { table: 'webhook_delivery', id: row.id, number: row.name };
    const dueOn = dayAfter(tx.today, undeliveredDays);
    const kind = 'webhook.undelivered';
    await owe(tx, { kind, unitPath: row.unit_path, power: 'system', subject, dueOn });
  } else if (!(await settle(tx, { kind: 'webhook.undelivered', subjectId: row.id, byId: null }))) {
    return;
  }
  await writeClockworkEntry(kernel, tx, {
    command: state === 'dead' ? 'webhook.giveUp' : 'webhook.arrive',
    outcome: 'done',
    input: { event: row.event_id, kind: row.kind, tries: row.tries },
    subject: row.id,
  });
}

/** One look: claims what is due, sends it outside of any transaction, and notes how it went. Returns how many were sent. */
export async function sendDue(kernel: Kernel, options: WebhookOptions): Promise<number> {
  const due = await asClockwork(kernel, kernel.newId(), claimDue);
  const signal = options.signal ?? new AbortController().signal;
  await Promise.all(
    due.map(async (row) => {
      const sent = await sendOne(kernel, row, signal);
      // stopped in the middle: the lease runs out and it is sent again
      if (signal.aborted && !sent.ok) return;
      await asClockwork(kernel, kernel.newId(), (tx) => noteSent(kernel, tx, { row, sent }));
    }),
  );
  return due.length;
}

/** Sends until stopped. Any number of servers may. */
export function startWebhooks(
  kernel: Kernel,
  the: { readonly onError: (error: unknown) => void },
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      const sent = await sendDue(kernel, { ...the, signal }).catch((error: unknown) => {
        the.onError(error);
        return 0;
      });
      if (sent === 0) await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
