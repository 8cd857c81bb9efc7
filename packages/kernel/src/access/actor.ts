import { z } from 'zod';
import type { Tx } from '../db/tx.ts';

/** Duties a person can hold over a unit and what lies below it (DESIGN §4). */
export const dutyNames = [
  'first-responsible',
  'leader-in-charge',
  'line-leader',
  'unit-leader',
  'officer',
  'document-clerk',
  'cipher-clerk',
  'classifier',
  'device-keeper',
  'inspector',
  'personnel',
  'reviewer',
  'teacher',
] as const;
export type DutyName = (typeof dutyNames)[number];

/** The three administrators' powers: disjoint by construction (SEC-1, BEY-6). */
export const powers = ['system', 'security', 'audit'] as const;
export type Power = (typeof powers)[number];

const Duty = z.object({
  id: z.string(),
  duty: z.enum(dutyNames),
  unitId: z.string(),
  unitPath: z.string(),
  scheme: z.string().nullable(),
  levelRank: z.number().nullable(),
  deputyOf: z.string().nullable(),
  principalId: z.string().nullable(),
  endsOn: z.string().nullable(),
});
export type ActingDuty = z.infer<typeof Duty>;

const instant = z.string().transform((text) => new Date(text));
const Profile = z.object({
  sessionId: z.string(),
  sessionKind: z.enum(['web', 'approval', 'cli']),
  accountId: z.string(),
  login: z.string(),
  language: z.enum(['zh', 'en']),
  personId: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitPath: z.string(),
  power: z.enum(powers).nullable(),
  factorAt: instant.nullable(),
  startedAt: instant,
  terminal: z.string(),
  clearances: z.record(z.string(), z.number()),
  duties: z.array(Duty),
});

/** Who is calling, as the database found him by his session. */
export type Actor = z.infer<typeof Profile>;

/** The caller of this transaction, or null when signed out, frozen or ended. */
export function parseActor(profile: unknown): Actor | null {
  return profile === null || profile === undefined ? null : Profile.parse(profile);
}

export async function readActor(tx: Tx): Promise<Actor | null> {
  const rows = await tx.readSql<{ profile: unknown }>('select acting_profile() as profile');
  return parseActor(rows[0]?.profile);
}
