import {
  ShownToken,
  MakeToken,
  RevokeToken,
  TokenList,
} from '@fengni/server/modules/personnel-system/contract';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SecretDialog } from '../webhooks/secret-dialog.tsx';

type Token = z.output<typeof TokenList>['rows'][number];

/** Tokens with which the personnel system delivers. */
export function PersonnelTokensPage() {
  const actor = useActor();
  const tokens = useQueryData({ name: 'personnelToken.list', input: {}, output: TokenList });
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<Token | null>(null);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const who = actor.power === 'system' ? null : t('step.token.who');
  return (
    <PageFrame
      title={t('step.tokens')}
      crumbs={[{ label: t('nav.step'), to: paths.personnelSystem() }, { label: t('step.tokens') }]}
      sub={t('step.tokens.sub')}
      actions={
        <ActionBar
          next="make"
          actions={[
            { key: 'make', label: t('step.token.make'), disabledReason: who, onDo: () => setMaking(true) },
          ]}
        />
      }
    >
      <QueryView query={tokens}>
        {({ rows }) => (
          <Card title={t('step.tokens')} flush>
            {rows.length === 0 ? (
              <EmptyState title={t('step.token.empty')} first={t('step.token.empty.first')} />
            ) : (
              <ul className="lines">
                {rows.map((row) => (
                  <li key={row.id}>
                    <span className="grow">
                      {row.name} <span className="why">{row.unit}</span>
                      <p className="why">{stateOf(row)}</p>
                    </span>
                    <ActionBar
                      next={null}
                      about={row.name}
                      actions={[
                        {
                          key: 'show',
                          label: t('step.token.show'),
                          disabledReason: who ?? (row.showable ? null : t('step.token.shown')),
                          onDo: () => setShown(row),
                        },
                        {
                          key: 'revoke',
                          label: t('step.token.revoke'),
                          danger: true,
                          disabledReason: who ?? (row.revokedAt === null ? null : t('step.token.revoked')),
                          onDo: () => setRevoked(row),
                        },
                      ]}
                    />
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
      </QueryView>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
      {shown === null ? null : (
        <SecretDialog
          title={t('step.token.show')}
          why={t('step.token.show.why')}
          file="personnelToken.show"
          input={{ tokenId: shown.id }}
          read={(value) => ShownToken.parse(value).token}
          onClose={() => setShown(null)}
        />
      )}
      {revoked === null ? null : (
        <FormDialog
          title={t('step.token.revoke')}
          open
          onClose={() => setRevoked(null)}
          contract={RevokeToken}
          command="personnelToken.revoke"
          fixed={{ tokenId: revoked.id }}
          submitLabel={t('step.token.revoke')}
          doneText={t('step.token.revoke.done')}
          fields={[{ name: 'reason', label: t('field.reason'), kind: 'textarea' }]}
        />
      )}
    </PageFrame>
  );
}

function stateOf(row: Token): string {
  if (row.revokedAt !== null) return t('step.token.revoked.at', { at: formatInstant(row.revokedAt) });
  const from =
    row.addresses.length === 0 ? t('step.token.anywhere') : row.addresses.join(t('list.separator'));
  const used =
    row.lastUsedAt === null
      ? t('step.token.unused')
      : t('step.token.used', { at: formatInstant(row.lastUsedAt) });
  const expired = row.expiresOn < todayHere();
  const until = expired
    ? t('step.token.expired', { day: formatDay(row.expiresOn) })
    : t('step.token.until', { day: formatDay(row.expiresOn) });
  return [until, from, used].join(' · ');
}

/** One address or network a line. */
function AddressLines(control: CustomControl) {
  return (
    <textarea
      id={control.id}
      className="native-field mono"
      rows={3}
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      defaultValue=""
      onChange={(event) =>
        control.onChange(event.target.value.split(/[\s,，、]+/u).filter((one) => one !== ''))
      }
    />
  );
}

function MakeDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title={t('step.token.make')}
      open
      onClose={onClose}
      contract={MakeToken}
      command="personnelToken.make"
      initial={{ name: t('step.token.name.initial'), addresses: [] }}
      submitLabel={t('step.token.ask')}
      fields={[
        { name: 'name', label: t('step.token.name'), kind: 'text', autoFocus: true },
        { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('step.token.unit.why') },
        { name: 'expiresOn', label: t('step.token.expires'), kind: 'day', why: t('step.token.expires.why') },
        {
          name: 'addresses',
          label: t('step.token.addresses'),
          kind: 'custom',
          optional: 'absent',
          why: t('step.token.addresses.why'),
          control: AddressLines,
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    />
  );
}
