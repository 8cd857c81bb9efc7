import { table } from '@fengni/kernel/db/table';
import type { LifeEventAnswer, LifeEventState } from './rules.ts';

export interface LifeEventRow {
  id: string;
  person_id: string;
  unit_id: string;
  unit_path: string;
  kind: string;
  happened_on: string;
  reported_at: Date;
  reported_by: string;
  late_days: number;
  state: LifeEventState;
  due_on: string;
  answered_at: Date | null;
  answered_by: string | null;
  answer: LifeEventAnswer | null;
  restricted_until: string | null;
  lifted_on: string | null;
}
export interface LifeEventMatterRow {
  id: string;
  content: string;
  answer: string;
}
export interface LifeEventWordRow {
  id: string;
  event_id: string;
  kind: 'question' | 'reply';
  by_id: string;
  said_at: Date;
}
export interface LifeEventWordMatterRow {
  id: string;
  words: string;
}
export interface LifeEventInquiryRow {
  id: string;
  event_id: string;
  person_id: string;
  unit_path: string;
  asked_at: Date;
  asked_by: string;
}
export interface LifeEventInquiryMatterRow {
  id: string;
  reason: string;
}
export interface LifeEventTables {
  life_event: LifeEventRow;
  life_event_matter: LifeEventMatterRow;
  life_event_word: LifeEventWordRow;
  life_event_word_matter: LifeEventWordMatterRow;
  life_event_inquiry: LifeEventInquiryRow;
  life_event_inquiry_matter: LifeEventInquiryMatterRow;
}
export const lifeEvents = table<LifeEventRow>('life_event');
export const lifeEventMatters = table<LifeEventMatterRow>('life_event_matter');
export const lifeEventWords = table<LifeEventWordRow>('life_event_word');
export const lifeEventWordMatters = table<LifeEventWordMatterRow>('life_event_word_matter');
export const lifeEventInquiries = table<LifeEventInquiryRow>('life_event_inquiry');
export const lifeEventInquiryMatters = table<LifeEventInquiryMatterRow>('life_event_inquiry_matter');
