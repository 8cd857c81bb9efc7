import { type Actor, readActor } from '@fengni/kernel/access/actor';
import { type HouseState, readHouseState } from '@fengni/kernel/access/begin-house';
import { factorMinutesMax } from '@fengni/kernel/command/run';
import { transact } from '@fengni/kernel/command/transact';
import type { Tx } from '@fengni/kernel/db/tx';
import { z } from 'zod';
import type { HttpServer } from './server-type.ts';
import type { RouteContext } from './app.ts';
import { sessionHashOf } from './caller.ts';
import { stageOf } from './house-gate.ts';

/** `GET /api/session`: in what state the house is and who is signed in. Before any page. */
export function routeSession(app: Pick<HttpServer, 'get'>, context: RouteContext): void {
  const { kernel, secure } = context;
  app.get('/api/session', async (request, reply) => {
    const sessionHash = sessionHashOf(request, secure);
    const options = { sessionHash, entryId: kernel.newId(), mode: 'read only' } as const;
    const state = await transact(kernel, options, async (tx) => {
      const house = {
        ...describeHouse(await readHouseState(tx), kernel.zone),
        ways: await readWays(tx),
      };
      const actor = sessionHash === '' ? null : await readActor(tx);
      if (actor === null) return { signedIn: false, house };
      return { signedIn: true, house, actor: await describeActor(tx, actor) };
    });
    return reply.send(state);
  });
}

function describeHouse(state: HouseState, zone: string) {
  return {
    state: stageOf(state),
    name: state.name,
    demo: state.settings['house.demo'] === true,
    zone,
    waiting: state.waiting,
  };
}

/** What the sign-in page offers besides login and password. */
async function readWays(tx: Tx): Promise<z.output<typeof SignInWays>> {
  const rows = await tx.readSql<{ ways: unknown }>('select sign_in_ways() as ways');
  return SignInWays.parse(rows[0]?.ways);
}
/** `oidc`: what stands on its button, or null. */
const SignInWays = z.object({ ldap: z.boolean(), oidc: z.string().nullable() });

async function describeActor(tx: Tx, actor: Actor) {
  const ids = [...new Set([actor.unitId, ...actor.duties.map((held) => held.unitId)])];
  const units = await tx.readSql<{ id: string; name: string }>(
    'select id, name from unit where id = any($1)',
    [ids],
  );
  const factors = await tx.readSql<{ kind: string }>(
    'select distinct kind from factor where account_id = $1 and ended_at is null order by kind',
    [actor.accountId],
  );
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const factorAge = actor.factorAt === null ? Infinity : tx.now.getTime() - actor.factorAt.getTime();
  return {
    personId: actor.personId,
    name: actor.name,
    login: actor.login,
    unitId: actor.unitId,
    unit: names.get(actor.unitId) ?? '',
    power: actor.power,
    language: actor.language,
    duties: actor.duties.map(({ duty, unitId }) => ({ duty, unitId, unit: names.get(unitId) ?? '' })),
    factorKinds: factors.map(({ kind }) => kind),
    factorFresh: factorAge >= 0 && factorAge <= factorMinutesMax * 60_000,
  };
}
