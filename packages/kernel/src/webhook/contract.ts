import { z } from 'zod';
import type { Bilingual } from '../command/define.ts';
import type { ErrorList } from '../command/refusal.ts';

/** What other systems can be told. */
export const personEvents = ['person.frozen', 'person.restored', 'person.left', 'account.closed'] as const;
export const eventKinds = [...personEvents, 'webhook.test'] as const;
export type EventKind = (typeof eventKinds)[number];
export const namings = ['staff-no', 'id'] as const;
export type NamesBy = (typeof namings)[number];
export const algorithms = ['hmac-sha256', 'hmac-sm3'] as const;
export type Algorithm = (typeof algorithms)[number];
export const addressStates = ['new', 'on', 'off', 'ended'] as const;
export const deliveryStates = ['waiting', 'sent', 'dead', 'set-aside'] as const;
/** Why a message did not arrive. */
export const sendFaults = [
  'timeout',
  'unreachable',
  'unknown-name',
  'certificate',
  'redirect',
  'status',
] as const;
export type SendFault = (typeof sendFaults)[number];

const Id = z.uuid();
const Name = z.string().trim().min(1).max(60);
const Kinds = z.array(z.enum(personEvents)).min(1).max(personEvents.length);
const Both = z.object({ zh: z.string(), en: z.string() });

export const AddWebhook = z.object({
  name: Name,
  url: z.string().trim().min(8).max(500),
  kinds: Kinds,
  namesBy: z.enum(namings),
  /** Certificate of the authority the receiver's must be of, PEM. */
  caPem: z.string().trim().max(20_000).nullable().default(null),
});
export const ChangeWebhook = z.object({ addressId: Id, name: Name, kinds: Kinds });
export const WebhookCall = z.object({ addressId: Id });
export const WebhookSecret = z.object({ secret: z.string(), algorithm: z.enum(algorithms) });
export const TurnWebhook = z.object({ addressId: Id, on: z.boolean() });
export const WebhookDeliveryCall = z.object({ deliveryId: Id });
export const SetWebhookAside = z.object({
  deliveryId: Id,
  reason: z.string().trim().min(2).max(300),
});

const Address = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(personEvents)),
  namesBy: z.enum(namings),
  algorithm: z.enum(algorithms),
  hasCa: z.boolean(),
  state: z.enum(addressStates),
  madeAt: z.string(),
  waiting: z.int(),
  dead: z.int(),
});
export type WebhookAddressView = z.infer<typeof Address>;
export const WebhookList = z.object({ rows: z.array(Address), kindTitles: z.record(z.string(), Both) });

export const WebhookDeliveryQuery = z.object({
  state: z.enum(deliveryStates).nullable().default(null),
  addressId: Id.nullable().default(null),
  after: z.string().max(300).nullable().default(null),
});
const Delivery = z.object({
  id: z.string(),
  eventId: z.string(),
  address: z.string(),
  addressId: z.string(),
  kind: z.enum(eventKinds),
  personId: z.string().nullable(),
  person: z.string().nullable(),
  state: z.enum(deliveryStates),
  tries: z.int(),
  nextAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  lastStatus: z.int().nullable(),
  lastFault: z.enum(sendFaults).nullable(),
});
export type WebhookDeliveryView = z.infer<typeof Delivery>;
export const WebhookDeliveryList = z.object({ rows: z.array(Delivery), next: z.string().nullable() });

export const eventTitles: Readonly<Record<EventKind, Bilingual>> = {
  'person.frozen': { zh: '冻结权限', en: 'Person frozen' },
  'person.restored': { zh: '恢复权限', en: 'Person restored' },
  'person.left': { zh: '离开单位', en: 'Person left' },
  'account.closed': { zh: '停用账号', en: 'Account closed' },
  'webhook.test': { zh: '测试', en: 'Test' },
};

export const webhookObligations = {
  'webhook.undelivered': {
    zh: '通知未送达外部系统，须人工处理',
    en: 'Another system was not reached: see to it by hand',
  },
} as const satisfies Record<string, Bilingual>;

export const webhookErrors = {
  'webhook.url': {
    status: 422,
    zh: '地址须为 https，不含用户名、口令和 # 部分；http 只能用于本机（127.0.0.1、localhost）。',
    en: 'The address must be https, without user, password or fragment; http is for this machine only (127.0.0.1, localhost).',
  },
  'webhook.ca': {
    status: 422,
    zh: '不是 PEM 格式的 CA 证书。请粘贴以 -----BEGIN CERTIFICATE----- 开头的全文。',
    en: 'This is no CA certificate in PEM. Paste the whole text that begins with -----BEGIN CERTIFICATE-----.',
  },
  'webhook.ended': {
    status: 409,
    zh: '该地址已停止使用。请另行登记。',
    en: 'This address has ended. Register it anew.',
  },
  'webhook.state': { status: 409, zh: '该地址已是此状态。', en: 'The address is in this state already.' },
  'webhook.secret.shown': {
    status: 409,
    zh: '密钥只在启用前显示。需要新密钥的，请更换密钥。',
    en: 'The secret is shown only until the address is switched on. For a new one, renew it.',
  },
  'webhook.sent': { status: 409, zh: '该通知已送达。', en: 'This message was delivered.' },
  'webhook.waiting': {
    status: 409,
    zh: '该通知正在等待重试。可稍候，或待停止重试后重发。',
    en: 'This message is waiting to be tried again. Wait, or send it again once it was given up.',
  },
  'webhook.overtaken': {
    status: 409,
    zh: '此人后来的通知已送达，重发旧通知会使对方系统状态倒退。请人工核对后搁置。',
    en: 'A later message about this person has arrived; sending the older one would set the other system back. Check there by hand and set it aside.',
  },
} as const satisfies ErrorList;
