import { type Command, defineCommand } from '../../command/define.ts';
import { Refusal, refuser } from '../../command/refusal.ts';
import type { Tx } from '../../db/tx.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { BeginProof, ProveFactor } from '../contract.ts';
import { accessPolicy } from '../policy-table.ts';
import type { Attempts, SecretRow } from '../sign-in-attempts.ts';
import { actorWithoutSession, offerSignIn, openSession, requireAllowed, requireFactor } from '../sign-in.ts';
import { hashToken } from '../token.ts';
import { directoryErrors } from './contract.ts';

const refuse = refuser(directoryErrors);
/** Time to show the second factor after the issuer's proof. */
const ticketMinutesMax = 5;

/**
 * Sign-in of who is proved by the organisation's issuer: his proof becomes a ticket that his browser keeps, and the
 * ticket with his second factor a session.
 */
export function createOutsideSignInCommands(the: {
  readonly keys: KeyRing;
  readonly attempts: Attempts;
}): Command[] {
  const { keys, attempts } = the;

  /** The account of a login found by other means than a password, where it may sign in from here now. */
  async function admit(tx: Tx, login: string | undefined): Promise<SecretRow> {
    const row = login === undefined ? undefined : await attempts.findWaiting(tx, login);
    // whose account there is, his attempt is on record; the answer is the same
    if (row === undefined) throw refuse('directory.no.account');
    if (row.sign_in_by !== 'oidc' || row.state !== 'active' || row.frozen)
      throw new Refusal('directory.no.account', {}, 'account not active or person frozen', true);
    await requireAllowed(tx, row);
    return row;
  }

  async function admitByTicket(tx: Tx, taken: boolean): Promise<SecretRow> {
    const { ticket = '', terminal } = tx.connection;
    const rows = await tx.writeSql<{ login: string }>('select * from login_of_ticket($1, $2, $3, $4)', [
      hashToken(ticket),
      terminal,
      tx.now,
      taken,
    ]);
    const login = rows[0]?.login;
    if (ticket === '' || login === undefined) throw refuse('directory.oidc.expired');
    return admit(tx, login);
  }

  const admitOutside = defineCommand({
    name: 'session.admitOutside',
    title: { zh: '统一身份认证通过', en: 'Proved by the identity service' },
    input: BeginProof,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx) {
      const { outside, ticket = '', terminal } = tx.connection;
      // the proof is the server's own, of this very request; nobody comes with one from outside
      if (outside?.way !== 'oidc' || ticket === '') throw refuse('directory.oidc.expired');
      const found = await tx.writeSql<{ login: string }>('select * from login_of_outside($1)', [
        outside.name,
      ]);
      const row = await admit(tx, found[0]?.login);
      const until = new Date(tx.now.getTime() + ticketMinutesMax * 60_000);
      await tx.writeSql('select keep_sign_in_ticket($1, $2, $3, $4, $5)', [
        hashToken(ticket),
        row.account_id,
        terminal,
        tx.now,
        until,
      ]);
      return { subject: row.account_id, actor: actorWithoutSession(row) };
    },
  });

  const beginSignIn = defineCommand({
    name: 'session.beginSignInOutside',
    title: { zh: '统一身份认证后开始登录', en: 'Begin to sign in after the identity service' },
    input: BeginProof,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx) {
      return offerSignIn(tx, keys, await admitByTicket(tx, false));
    },
  });

  const signIn = defineCommand({
    name: 'session.signInOutside',
    title: { zh: '统一身份认证后登录', en: 'Sign in after the identity service' },
    input: ProveFactor,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx, { input }) {
      const row = await admitByTicket(tx, false);
      await requireFactor(tx, {
        keys,
        row,
        shown: input,
        async wrong(why) {
          await attempts.fail(tx, { row, login: '', code: 'signin.failed', why });
          return new Refusal('factor.failed', {}, why, true);
        },
      });
      // once: who comes second with the same ticket finds none
      await admitByTicket(tx, true);
      return openSession(tx, row);
    },
  });
  return [admitOutside, beginSignIn, signIn];
}
