import { table } from '../db/table.ts';
import type {
  Algorithm,
  EventKind,
  NamesBy,
  SendFault,
  addressStates,
  deliveryStates,
  personEvents,
} from './contract.ts';

export interface WebhookAddressRow {
  id: string;
  name: string;
  url: string;
  kinds: (typeof personEvents)[number][];
  names_by: NamesBy;
  algorithm: Algorithm;
  generation: number;
  ca_pem: string | null;
  state: (typeof addressStates)[number];
  made_at: Date;
  made_by: string;
}
export interface WebhookEventRow {
  id: string;
  seq?: string;
  kind: EventKind;
  person_id: string | null;
  entry_id: string;
}
export interface WebhookDeliveryRow {
  id: string;
  event_id: string;
  address_id: string;
  person_id: string | null;
  unit_path: string | null;
  seq: string;
  state: (typeof deliveryStates)[number];
  tries: number;
  next_at: Date | null;
  last_at: Date | null;
  last_status: number | null;
  last_fault: SendFault | null;
}
/** A delivery that is due, with all its message names. */
export interface DueWebhookRow {
  id: string;
  event_id: string;
  address_id: string;
  kind: EventKind;
  happened_at: Date | null;
  seq: string;
  person_id: string | null;
  staff_no: string | null;
  unit_path: string | null;
  tries: number;
  url: string;
  name: string;
  names_by: NamesBy;
  algorithm: Algorithm;
  generation: number;
  ca_pem: string | null;
}
export interface WebhookTables {
  webhook_address: WebhookAddressRow;
  webhook_event: WebhookEventRow;
  webhook_delivery: WebhookDeliveryRow;
}
export const webhookAddresses = table<WebhookAddressRow>('webhook_address');
export const webhookEvents = table<WebhookEventRow>('webhook_event');
export const webhookDeliveries = table<WebhookDeliveryRow>('webhook_delivery');
