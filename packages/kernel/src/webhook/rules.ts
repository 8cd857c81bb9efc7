import { createHmac } from 'node:crypto';
import type { Algorithm, EventKind, NamesBy } from './contract.ts';

/** Seconds from one failed try to the next: dense at first, since a door still opens meanwhile. Past the last it is dead. */
export const pausesSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400] as const;
/** When a delivery that failed for the `tries`-th time is tried again, or null when it is given up. */
export function nextTryAt(tries: number, now: Date): Date | null {
  const pause = pausesSeconds[tries - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * 1000);
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address of a receiver, or null where it is none we send to: https, with neither name nor password in it; http to
 * this machine only, where a gateway of the house's own may stand.
 */
export function parseReceiver(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'http:' && loopback.has(url.hostname);
  if (url.protocol !== 'https:' && !plain) return null;
  return url.username === '' && url.password === '' && url.hash === '' ? url : null;
}

export interface WebhookEvent {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly at: Date;
  /** Grows with every event of the house: of two about the same person the greater one is the later. */
  readonly sequence: number;
  readonly person: { readonly id: string; readonly staffNo: string | null } | null;
}

/** What is sent: ids and times alone, nobody's name. Who has no staff number is named by his id. */
export function messageOf(event: WebhookEvent, namesBy: NamesBy): string {
  const { person } = event;
  const named =
    person === null
      ? null
      : namesBy === 'staff-no' && person.staffNo !== null
        ? { staffNo: person.staffNo }
        : { id: person.id };
  return JSON.stringify({
    version: 1,
    id: event.eventId,
    kind: event.kind,
    at: event.at.toISOString(),
    sequence: event.sequence,
    subject: named,
  });
}

/**
 * `hmac-sha256=<hex>` (RFC 2104 with SHA-256) or `hmac-sm3=<hex>` (GB/T 32905) over `<unix seconds>.<body>`, under the
 * secret as it is shown, in UTF-8.
 */
export function signMessage(the: {
  readonly algorithm: Algorithm;
  readonly secret: string;
  readonly seconds: number;
  readonly body: string;
}): string {
  const hash = the.algorithm === 'hmac-sm3' ? 'sm3' : 'sha256';
  const mac = createHmac(hash, the.secret).update(`${the.seconds}.${the.body}`).digest('hex');
  return `${the.algorithm}=${mac}`;
}
