/**
 * What the server has found out at the organisation's directory about who is signing in, in this very request: handed to
 * the command beside its input, never from outside, and good for nothing afterwards.
 */
export type OutsideProof =
  | {
      readonly way: 'ldap';
      /** Null where there is no such login, and the same was done in vain. */
      readonly accountId: string | null;
      readonly found: 'right' | 'wrong' | 'unavailable' | 'busy';
      /** For the log only. */
      readonly why: string;
    }
  | {
      readonly way: 'oidc';
      /** Value of the claim that says who it is. */
      readonly name: string;
    };
