import { table } from '../db/table.ts';
import type { Power } from './actor.ts';
import type { factorKinds } from './contract.ts';
import type { OutsideWay } from './directory/contract.ts';

export interface AccountRow {
  id: string;
  person_id: string;
  power: Power | null;
  login: string;
  state: 'invited' | 'active' | 'closed';
  language: 'zh' | 'en';
  created_at: Date;
  /** Null: by the local password. */
  sign_in_by?: OutsideWay | null;
  /** What he is called there, where it is not his login. */
  outside_name?: string | null;
}
export interface SessionRow {
  id: string;
  token_hash: string;
  kind: 'web' | 'approval' | 'cli';
  account_id: string;
  person_id: string;
  terminal: string;
  started_at: Date;
  factor_at: Date | null;
  ended_at: Date | null;
}
export type FactorKind = (typeof factorKinds)[number];
export interface FactorRow {
  id: string;
  account_id: string;
  kind: FactorKind;
  name: string;
  secret: Buffer | string;
  counter: number;
  created_at: Date;
  ended_at: Date | null;
  /** Keyed hash of a security key's credential; of no other kind. */
  credential_hash?: string | null;
}
export interface SettingRow {
  id: string;
  name: string;
  value: unknown;
}
export interface TerminalRow {
  id: string;
  name: string;
  kind: 'address' | 'certificate';
  value: string;
  unit_id: string | null;
  ended_on: string | null;
}

export interface DirectoryRow {
  id: string;
  kind: OutsideWay;
  enabled: boolean;
  settings: unknown;
  /** Sealed; never read by who is signed in. */
  secret: Buffer | string | null;
  changed_at: Date;
}

export const accounts = table<AccountRow>('account');
export const sessions = table<SessionRow>('session');
export const factors = table<FactorRow>('factor');
export const settings = table<SettingRow>('setting');
export const terminals = table<TerminalRow>('terminal');
export const directories = table<DirectoryRow>('directory');
export interface AccessTables {
  account: AccountRow;
  session: SessionRow;
  factor: FactorRow;
  setting: SettingRow;
  terminal: TerminalRow;
  directory: DirectoryRow;
}
