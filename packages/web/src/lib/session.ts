import { factorKinds } from '@fengni/kernel/access/contract';
import { showTimesIn } from './format.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { readAddress } from './client.ts';

const Power = z.enum(['system', 'security', 'audit']);
export type PowerName = z.infer<typeof Power>;

export const House = z.object({
  state: z.enum(['empty', 'activating', 'ready']),
  name: z.string().nullable(),
  demo: z.boolean(),
  /** IANA zone of the house. */
  zone: z.string().default('Asia/Shanghai'),
  waiting: z.array(z.object({ power: Power, login: z.string() })).default([]),
  /** What the sign-in page offers besides login and password; `oidc` is what stands on its button. */
  ways: z.object({ ldap: z.boolean(), oidc: z.string().nullable() }).default({ ldap: false, oidc: null }),
});
export const SessionActor = z.object({
  personId: z.string(),
  name: z.string(),
  login: z.string(),
  unitId: z.string(),
  unit: z.string(),
  power: Power.nullable(),
  language: z.enum(['zh', 'en']),
  duties: z.array(z.object({ duty: z.string(), unitId: z.string(), unit: z.string() })),
  /** Kinds of second factors the account has. */
  factorKinds: z.array(z.enum(factorKinds)).default([]),
  factorFresh: z.boolean(),
});
export type SessionActor = z.infer<typeof SessionActor>;

export const SessionState = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(false), house: House }),
  z.object({ signedIn: z.literal(true), house: House, actor: SessionActor }),
]);
export type SessionState = z.infer<typeof SessionState>;

/** Who is signed in and in what state the house is; read before any page. */
export const sessionQuery = {
  queryKey: ['session'],
  queryFn: async (): Promise<SessionState> => {
    const state = await readAddress('/api/session', SessionState);
    showTimesIn(state.house.zone);
    return state;
  },
  staleTime: 60_000,
};

export function useSession(): SessionState {
  return useSuspenseQuery(sessionQuery).data;
}

/** The signed-in caller; only pages inside the frame may ask, the router lets nobody else in. */
export function useActor(): SessionActor {
  const session = useSession();
  if (!session.signedIn) throw new Error('a page of the frame was shown to a signed-out caller');
  return session.actor;
}

/** True where the caller holds one of the duties anywhere. The server decides again, for the unit in question. */
export function holdsDuty(actor: SessionActor, ...duties: readonly string[]): boolean {
  return actor.duties.some((held) => duties.includes(held.duty));
}
