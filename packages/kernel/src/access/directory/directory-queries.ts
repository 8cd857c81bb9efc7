import { z } from 'zod';
import { defineQuery } from '../../command/define.ts';
import { tables } from '../../db/table.ts';
import { accessPolicy } from '../policy-table.ts';
import type { AccessTables, DirectoryRow } from '../tables.ts';
import { DirectoryState, LdapSettings, OidcSettings } from './contract.ts';

const db = tables<AccessTables>();

const show = defineQuery({
  name: 'directory.show',
  title: { zh: '统一登录', en: 'Directory sign-in' },
  input: z.object({}),
  output: DirectoryState,
  rule: accessPolicy['directory.read'],
  async run(tx) {
    const rows = await tx.read(
      db.selectFrom('directory').select(['kind', 'enabled', 'settings', 'changed_at']),
    );
    const counts = await tx.read(
      db
        .selectFrom('account')
        .select((eb) => ['sign_in_by', eb.fn.countAll<string>().as('count')])
        .where('state', '<>', 'closed')
        .groupBy('sign_in_by'),
    );
    const countOf = (by: DirectoryRow['kind'] | null) =>
      Number(counts.find((one) => one.sign_in_by === by)?.count ?? 0);
    const ldap = rows.find((row) => row.kind === 'ldap');
    const oidc = rows.find((row) => row.kind === 'oidc');
    return {
      ldap: ldap === undefined ? null : { ...LdapSettings.parse(ldap.settings), ...keptOf(ldap) },
      oidc: oidc === undefined ? null : { ...OidcSettings.parse(oidc.settings), ...keptOf(oidc) },
      accounts: { password: countOf(null), ldap: countOf('ldap'), oidc: countOf('oidc') },
    };
  },
});

function keptOf(row: Pick<DirectoryRow, 'enabled' | 'changed_at'>) {
  return { enabled: row.enabled, changedAt: row.changed_at.toISOString() };
}

export const directoryQueries = [show];
