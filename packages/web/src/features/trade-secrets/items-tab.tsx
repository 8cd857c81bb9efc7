import type { TradeSecretItemView } from '@fengni/server/modules/trade-secrets/contract';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterTable } from '../../ui/register-table.tsx';
import '../../ui/register.css';
import { ItemDialog } from './item-dialog.tsx';
import { changeWords, measuresWords } from './trade-words.ts';
import './trade-secrets.css';

const isOver = (item: TradeSecretItemView) => item.change === 'ended' || item.change === 'dropped';

/** What an item is, or that the caller may only handle it. */
export function ItemName({ item }: { item: TradeSecretItemView }) {
  const { matter } = item;
  if (matter === null) return <span className="why">{t('trade.not.known')}</span>;
  return (
    <div className="trade-content">
      <span className={isOver(item) ? 'trade-ended' : ''}>{matter.name}</span>
      {matter.content === '' ? null : <p className="why">{matter.content}</p>}
      {matter.carriers.length === 0 ? null : (
        <p className="why">
          {t('trade.carriers')}{' '}
          {matter.carriers.map((one, i) => (
            <span key={one.id}>
              {i === 0 ? '' : t('list.and')}
              <AppLink to={paths.carrier(one.id)}>{one.number}</AppLink>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** Term with the day it ends, and whether it is over. */
export function ItemTerm({ item }: { item: TradeSecretItemView }) {
  if (item.expiresOn === null) return t('trade.expires.none');
  return (
    <span className={item.expired ? 'late' : ''}>
      {formatDay(item.expiresOn)}
      {item.expired ? ` ${t('trade.expired')}` : ''}
    </span>
  );
}

/** Who may know besides the owner, by name and by post. */
export function holderNames({ matter }: TradeSecretItemView): string {
  if (matter === null) return '';
  const names = [...matter.holderPersons, ...matter.holderPosts].map((one) => one.name);
  return names.length === 0 ? t('trade.holders.none') : names.join(t('list.and'));
}

function columns(
  actionsOf: ((item: TradeSecretItemView) => PageAction[]) | null,
): Column<TradeSecretItemView>[] {
  const shown: Column<TradeSecretItemView>[] = [
    { key: 'number', title: t('field.number'), fixed: true, numeric: true, render: (item) => item.number },
    {
      key: 'mark',
      title: t('trade.mark'),
      fixed: true,
      render: (item) => <LevelChip mark={item.mark} level={item.levelToken} />,
    },
    { key: 'name', title: t('trade.name'), fixed: true, render: (item) => <ItemName item={item} /> },
    { key: 'expires', title: t('trade.expires'), numeric: true, render: (item) => <ItemTerm item={item} /> },
    { key: 'owner', title: t('trade.owner'), render: (item) => item.matter?.owner.name ?? '' },
    { key: 'holders', title: t('trade.holders'), render: holderNames },
    {
      key: 'measures',
      title: t('trade.measures'),
      render: (item) => measuresWords(item.matter?.measures ?? [], item.matter?.measuresNote),
    },
    {
      key: 'change',
      title: t('trade.change'),
      render: (item) => (
        <>
          {changeWords(item.change)}
          {(item.matter?.changeReason ?? '') === '' ? null : (
            <p className="why">{item.matter?.changeReason}</p>
          )}
        </>
      ),
    },
  ];
  if (actionsOf === null) return shown;
  const acting: Column<TradeSecretItemView> = {
    key: 'act',
    title: t('action.group'),
    render: (item) => <ActionBar next={null} about={item.number} actions={actionsOf(item)} />,
  };
  return [...shown, acting];
}

/** The items of a list; of a draft they can be entered, changed, ended and restored. */
export function ItemsTab(props: {
  readonly listId: string;
  readonly lines: readonly TradeSecretItemView[];
  /** Why the list cannot be changed; null for a draft the caller keeps. */
  readonly whyNot: string | null;
}) {
  const { listId, lines, whyNot } = props;
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<TradeSecretItemView | null>(null);
  const [ending, setEnding] = useState<TradeSecretItemView | null>(null);
  const restore = useCommand({
    name: 'tradeSecret.restoreItem',
    faults: 'toast',
    doneText: t('trade.item.restored'),
  });
  function actionsOf(item: TradeSecretItemView): PageAction[] {
    const unknown = item.matter === null ? t('trade.not.known.act') : null;
    const over = isOver(item) ? t('trade.item.over') : null;
    return [
      {
        key: 'change',
        label: t('trade.item.change.short'),
        disabledReason: unknown ?? over,
        onDo: () => setChanging(item),
      },
      {
        key: 'end',
        label: item.change === 'added' ? t('trade.item.drop') : t('trade.item.end'),
        disabledReason: unknown ?? over,
        onDo: () => setEnding(item),
      },
      {
        key: 'restore',
        label: t('trade.item.restore'),
        disabledReason: unknown ?? (isOver(item) ? null : t('trade.item.stands')),
        onDo: () => void restore.run({ itemId: item.id }),
      },
    ];
  }
  const add = (
    <ActionButton type="primary" onClick={() => setAdding(true)}>
      {t('trade.item.add')}
    </ActionButton>
  );
  return (
    <Card title={t('trade.items')} aside={whyNot === null ? add : whyNot} flush>
      {lines.length === 0 ? (
        <EmptyState title={t('trade.items.empty')} first={t('trade.items.empty.first')} />
      ) : (
        <RegisterTable
          label={t('trade.items')}
          rows={lines}
          rowKey={(item) => item.id}
          dense
          sort={null}
          onSort={() => undefined}
          columns={columns(whyNot === null ? actionsOf : null)}
        />
      )}
      {adding ? <ItemDialog listId={listId} onClose={() => setAdding(false)} /> : null}
      {changing === null ? null : (
        <ItemDialog listId={listId} item={changing} onClose={() => setChanging(null)} />
      )}
      {ending === null ? null : (
        <ConfirmShell
          title={ending.change === 'added' ? t('trade.item.drop') : t('trade.item.end')}
          open
          onClose={() => setEnding(null)}
          happens={[
            ending.change === 'added'
              ? t('trade.drop.happens')
              : t('trade.end.happens', { number: ending.number }),
          ]}
          command="tradeSecret.endItem"
          input={(reason) => ({ itemId: ending.id, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={ending.change === 'added' ? t('trade.item.drop') : t('trade.item.end')}
          doneText={t('trade.item.ended')}
        />
      )}
    </Card>
  );
}
