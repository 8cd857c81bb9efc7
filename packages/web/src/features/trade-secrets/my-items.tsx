import { MyTradeSecrets } from '@fengni/server/modules/trade-secrets/contract';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { measuresWords } from './trade-words.ts';

type Mine = z.output<typeof MyTradeSecrets>['rows'][number];

function columns(): readonly Column<Mine>[] {
  return [
    { key: 'number', title: t('field.number'), fixed: true, numeric: true, render: (row) => row.number },
    {
      key: 'mark',
      title: t('trade.mark'),
      fixed: true,
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    {
      key: 'name',
      title: t('trade.name'),
      fixed: true,
      render: (row) => (
        <>
          {row.matter?.name}
          {(row.matter?.content ?? '') === '' ? null : <p className="why">{row.matter?.content}</p>}
        </>
      ),
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'owner', title: t('trade.owner'), render: (row) => row.matter?.owner.name },
    {
      key: 'measures',
      title: t('trade.measures'),
      render: (row) => measuresWords(row.matter?.measures ?? [], row.matter?.measuresNote),
    },
    {
      key: 'expires',
      title: t('trade.expires'),
      numeric: true,
      render: (row) => (row.expiresOn === null ? t('trade.expires.none') : formatDay(row.expiresOn)),
    },
  ];
}

/** What the caller owns or holds himself, and by which measures he must protect it. */
export function MyItems() {
  return (
    <RegisterShell
      id="tradeSecret.mine"
      label={t('trade.tab.mine')}
      query="tradeSecret.mine"
      output={MyTradeSecrets}
      input={() => ({})}
      columns={columns()}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('trade.mine.empty')} first={t('trade.mine.empty.first')} />}
    />
  );
}
