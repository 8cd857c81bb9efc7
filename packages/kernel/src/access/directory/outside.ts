import { z } from 'zod';
import type { Configuration } from 'openid-client';
import type { Bilingual } from '../../command/define.ts';
import type { Kernel } from '../../command/kernel.ts';
import { Refusal, refuser } from '../../command/refusal.ts';
import { transact } from '../../command/transact.ts';
import type { Tx } from '../../db/tx.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { BeginSignIn } from '../contract.ts';
import { attemptsOf } from '../sign-in-attempts.ts';
import {
  LdapSettings,
  OidcSettings,
  type OutsideWay,
  type TestAnswer,
  type TestDirectory,
  backPath,
  directoryErrors,
} from './contract.ts';
import { type LdapAccess, type LdapWanted, openLdapSession } from './ldap.ts';
import { type OidcAccess, beginFlow, endFlow, openIssuer } from './oidc.ts';
import type { OutsideProof } from './proof.ts';
import { testLdap, testOidc } from './test-steps.ts';
import { DirectoryTrouble, troubleOf } from './trouble.ts';

const refuse = refuser(directoryErrors);
/** Sign-ins at the directory at one time; past that they wait, so that a slow directory does not take up the server. */
const bindsAtOnceMax = 32;
/** A browser's way to the issuer and back. */
export const flowMinutesMax = 10;
const issuerMs = 10 * 60_000;

interface Kept {
  readonly enabled: boolean;
  readonly settings: unknown;
  readonly secret: Buffer | null;
  readonly changed_at: Date;
}

/** What is kept of a directory, its secret opened; null where nothing is. */
export async function readKept(kernel: Kernel, kind: OutsideWay): Promise<Kept | null> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only' } as const;
  return transact(kernel, options, (tx) => keptIn(tx, kind));
}
async function keptIn(tx: Tx, kind: OutsideWay): Promise<Kept | null> {
  const rows = await tx.writeSql<Kept>('select * from directory_kept($1)', [kind]);
  return rows[0] ?? null;
}

export function ldapAccess(keys: KeyRing, kept: Kept): LdapAccess {
  return { ...LdapSettings.parse(kept.settings), bindPassword: openKept(keys, kept) };
}
export function oidcAccess(keys: KeyRing, kept: Kept): OidcAccess {
  return { ...OidcSettings.parse(kept.settings), clientSecret: openKept(keys, kept) };
}
function openKept(keys: KeyRing, { secret }: Kept): string {
  return secret === null ? '' : keys.openSecret(secret).toString('utf8');
}

/** Why the last sign-in by a way failed for another reason than who tried: told to who tests it. */
interface LastTrouble {
  readonly at: Date;
  readonly detail: Bilingual;
}

export type Outside = ReturnType<typeof createOutside>;

/**
 * Reaches the organisation's directory and issuer for who signs in, outside of every transaction. What it finds out goes
 * with the command's call as {@link OutsideProof}; the command checks everything else, and again.
 */
export function createOutside(kernel: Kernel) {
  const { keys } = kernel;
  const attempts = attemptsOf(keys);
  const underWay = new Set<string>();
  const troubles = new Map<OutsideWay, LastTrouble>();
  let issuer: { readonly of: string; readonly at: number; readonly config: Configuration } | null = null;

  function noteTrouble(way: OutsideWay, error: unknown): DirectoryTrouble {
    const trouble = troubleOf(error);
    troubles.set(way, { at: kernel.clock(), detail: trouble.detail });
    return trouble;
  }

  /** Half of the logins nobody has are looked for in the directory, always the same ones: how long a refusal takes tells nothing. */
  function isLookedFor(login: string): boolean {
    return Number.parseInt(keys.withhold(`directory/stranger/${login}`).slice(0, 2), 16) % 2 === 0;
  }

  async function findTarget(login: string, terminal: string): Promise<LdapTarget | null> {
    const connection = { terminal, newToken: '', origin: '' };
    const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only', connection } as const;
    return transact(kernel, options, async (tx) => {
      const kept = await keptIn(tx, 'ldap');
      if (kept === null) return null;
      const row = await attempts.findWaiting(tx, login);
      if (row === undefined) {
        if (!kept.enabled || !isLookedFor(login)) return null;
        return { kept, accountId: null, wanted: { name: login, staffNo: null } };
      }
      if (row.sign_in_by !== 'ldap') return null;
      const wanted = { name: row.outside_name ?? login, staffNo: row.staff_no };
      return { kept, accountId: row.account_id, wanted };
    });
  }

  async function ask({ kept, accountId, wanted }: LdapTarget, password: string): Promise<LdapFinding> {
    if (!kept.enabled) return { found: 'unavailable', why: 'directory: turned off' };
    const session = await openLdapSession(ldapAccess(keys, kept));
    try {
      const entry = await session.find(wanted);
      if (entry.dn === null || accountId === null) {
        await session.failInVain();
        return { found: 'wrong', why: `directory: ${entry.why ?? 'stranger'}` };
      }
      const right = await session.isPassword(entry.dn, password);
      return right ? { found: 'right', why: '' } : { found: 'wrong', why: 'directory: password refused' };
    } finally {
      session.close();
    }
  }

  return {
    /**
     * Tries login and password of a sign-in at the directory, where the account is the directory's. Null where it is not,
     * or must wait: then the command itself says so.
     */
    async proveLdap(the: {
      readonly input: unknown;
      readonly terminal: string;
    }): Promise<OutsideProof | null> {
      const typed = BeginSignIn.safeParse(the.input);
      if (!typed.success) return null;
      const { login, password } = typed.data;
      const target = await findTarget(login, the.terminal).catch((error: unknown) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      if (target === null) return null;
      const { accountId } = target;
      const key = `${login} ${the.terminal}`;
      // a hundred at once would otherwise all be tried before the first has failed
      if (underWay.has(key) || underWay.size >= bindsAtOnceMax)
        return { way: 'ldap', accountId, found: 'busy', why: '' };
      underWay.add(key);
      try {
        return { way: 'ldap', accountId, ...(await ask(target, password)) };
      } catch (error) {
        const trouble = noteTrouble('ldap', error);
        return { way: 'ldap', accountId, found: 'unavailable', why: `directory: ${trouble.message}` };
      } finally {
        underWay.delete(key);
      }
    },

    /** Sends a browser to the issuer: `url` to go to, `flow` sealed, for the browser to keep until it is back. */
    async beginOidc(the: {
      readonly origin: string;
      readonly to: string;
    }): Promise<{ url: string; flow: string }> {
      const { access, config } = await openKeptIssuer();
      try {
        const begun = await beginFlow(config, {
          scopes: access.scopes,
          redirectUri: `${the.origin}${backPath}`,
        });
        const until = kernel.clock().getTime() + flowMinutesMax * 60_000;
        const plain = JSON.stringify({ ...begun.flow, to: the.to, origin: the.origin, until });
        return { url: begun.url, flow: keys.sealSecret(Buffer.from(plain)).toString('base64url') };
      } catch (error) {
        throw refused(error);
      }
    },

    /** Checks what a browser brought back from the issuer (`query` of its address) against the flow it has kept. */
    async endOidc(the: {
      readonly flow: string;
      readonly query: string;
    }): Promise<{ proof: Extract<OutsideProof, { way: 'oidc' }>; to: string }> {
      const flow = openFlow(keys, the.flow);
      if (flow === null || flow.until < kernel.clock().getTime()) throw refuse('directory.oidc.expired');
      const { access, config } = await openKeptIssuer();
      const address = new URL(`${flow.origin}${backPath}`);
      address.search = the.query;
      try {
        const name = await endFlow(config, { access, flow, address });
        return { proof: { way: 'oidc', name }, to: flow.to };
      } catch (error) {
        throw refused(error);
      }
    },

    /** Tries what is kept, step by step; nothing is changed by it. */
    async test(the: z.output<typeof TestDirectory>): Promise<z.output<typeof TestAnswer>> {
      const kept = await readKept(kernel, the.kind);
      if (kept === null) throw refuse('directory.not.set');
      const steps =
        the.kind === 'ldap'
          ? await testLdap(ldapAccess(keys, kept), the.login)
          : await testOidc(oidcAccess(keys, kept));
      const last = troubles.get(the.kind);
      return { steps, last: last === undefined ? null : { at: last.at.toISOString(), detail: last.detail } };
    },
  };

  async function openKeptIssuer(): Promise<{ access: OidcAccess; config: Configuration }> {
    const kept = await readKept(kernel, 'oidc');
    if (kept?.enabled !== true) throw refuse('directory.oidc.off');
    const access = oidcAccess(keys, kept);
    const of = kept.changed_at.toISOString();
    const at = kernel.clock().getTime();
    if (issuer !== null && issuer.of === of && Math.abs(at - issuer.at) < issuerMs)
      return { access, config: issuer.config };
    try {
      const config = await openIssuer(access);
      issuer = { of, at, config };
      return { access, config };
    } catch (error) {
      throw refused(error);
    }
  }

  /** The refusal for whoever signs in; the reason is kept for who tests. */
  function refused(error: unknown): Refusal {
    if (error instanceof Refusal) {
      if (error.inner !== undefined)
        troubles.set('oidc', { at: kernel.clock(), detail: { zh: error.inner, en: error.inner } });
      return error;
    }
    return refuse('directory.oidc.unavailable', {}, noteTrouble('oidc', error).message);
  }
}

interface LdapTarget {
  readonly kept: Kept;
  readonly accountId: string | null;
  readonly wanted: LdapWanted;
}
type LdapFinding = Pick<Extract<OutsideProof, { way: 'ldap' }>, 'found' | 'why'>;

const Flow = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  origin: z.string(),
  until: z.number(),
});

/** What a browser kept; null where it is none of ours. */
function openFlow(keys: KeyRing, sealed: string): z.output<typeof Flow> | null {
  try {
    const plain: unknown = JSON.parse(keys.openSecret(Buffer.from(sealed, 'base64url')).toString('utf8'));
    return Flow.safeParse(plain).data ?? null;
  } catch {
    return null;
  }
}
