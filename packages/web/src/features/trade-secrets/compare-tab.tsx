import {
  TradeSecretComparison,
  type TradeSecretItemView,
} from '@fengni/server/modules/trade-secrets/contract';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterTable } from '../../ui/register-table.tsx';
import '../../ui/register.css';
import { ItemName, ItemTerm, holderNames } from './items-tab.tsx';
import './trade-secrets.css';

type Pair = z.output<typeof TradeSecretComparison>['pairs'][number];

/** One side of a comparison: the item as it stands on that list. */
function Side({ item }: { item: TradeSecretItemView | null }) {
  if (item === null) return <span className="why">{t('trade.compare.absent')}</span>;
  return (
    <div className="trade-side">
      <LevelChip mark={item.mark} level={item.levelToken} />
      <ItemName item={item} />
      <span className="why">
        {t('trade.owner')} {item.matter?.owner.name ?? ''}
      </span>
      <span className="why">
        {t('trade.holders')} {holderNames(item)}
      </span>
      <span className="why">
        {t('trade.expires')} <ItemTerm item={item} />
      </span>
    </div>
  );
}

function facts(item: TradeSecretItemView): string {
  const { matter } = item;
  return JSON.stringify([item.mark, item.since, matter === null ? null : { ...matter, changeReason: '' }]);
}

/** What became of it, in a word. */
export function verdictOf({ before, after }: Pair): 'added' | 'ended' | 'changed' | 'same' {
  if (before === null) return 'added';
  if (after === null) return 'ended';
  return facts(before) === facts(after) ? 'same' : 'changed';
}

/** This list beside the last one of the year before: what is new, what changed, what ended. */
export function CompareTab({ listId }: { listId: string }) {
  const query = useQueryData({
    name: 'tradeSecret.compare',
    input: { listId, withId: null },
    output: TradeSecretComparison,
  });
  const words = {
    added: t('trade.compare.added'),
    ended: t('trade.compare.ended'),
    changed: t('trade.compare.changed'),
    same: t('trade.compare.same'),
  };
  return (
    <QueryView query={query}>
      {({ before, pairs }) => {
        const columns: readonly Column<Pair>[] = [
          {
            key: 'number',
            title: t('field.number'),
            numeric: true,
            render: (pair) => pair.after?.number ?? pair.before?.number,
          },
          { key: 'verdict', title: t('trade.change'), render: (pair) => words[verdictOf(pair)] },
          {
            key: 'before',
            title:
              before === null
                ? t('trade.compare.before')
                : t('trade.edition', { year: before.year, version: before.version }),
            render: (pair) => <Side item={pair.before} />,
          },
          { key: 'after', title: t('trade.compare.after'), render: (pair) => <Side item={pair.after} /> },
        ];
        const differing = pairs.filter((pair) => verdictOf(pair) !== 'same');
        const same = pairs.length - differing.length;
        return (
          <Card
            title={t('trade.tab.compare')}
            aside={
              before === null
                ? t('trade.compare.none')
                : t('trade.compare.count', { n: differing.length, same })
            }
            flush
          >
            {differing.length === 0 ? (
              <p className="card-body quiet">{t('trade.compare.nothing')}</p>
            ) : (
              <RegisterTable
                label={t('trade.tab.compare')}
                rows={differing}
                rowKey={(pair) => pair.secretId}
                dense={false}
                sort={null}
                onSort={() => undefined}
                columns={columns}
              />
            )}
          </Card>
        );
      }}
    </QueryView>
  );
}
