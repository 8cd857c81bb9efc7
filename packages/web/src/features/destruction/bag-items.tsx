import type { DestructionPage } from '@fengni/server/modules/carriers/contract';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { Card } from '../../ui/page-frame.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import '../../ui/register.css';
import { bagKindWords, formatKilograms } from '../keeping/bag-words.ts';

interface BagItemsProps {
  readonly bags: z.output<typeof DestructionPage>['bagItems'];
  readonly chosen?: ReadonlySet<string>;
  readonly onChosen?: (chosen: ReadonlySet<string>) => void;
}

/** Bags of paper on a list; nothing where there are none. */
export function BagItems({ bags, chosen, onChosen }: BagItemsProps) {
  if (bags.length === 0) return null;
  const grams = bags.reduce((sum, bag) => sum + bag.weightGrams, 0);
  return (
    <Card
      title={t('bag.title')}
      aside={t('bag.sum', { n: bags.length, weight: formatKilograms(grams) })}
      flush
    >
      <RegisterTable
        label={t('bag.title')}
        rows={bags}
        rowKey={(bag) => bag.id}
        dense
        sort={null}
        onSort={() => undefined}
        columns={[
          { key: 'number', title: t('field.number'), numeric: true, render: (bag) => bag.number },
          { key: 'room', title: t('bag.room'), render: (bag) => bag.room },
          { key: 'kind', title: t('bag.kind'), render: (bag) => bagKindWords(bag.kind) },
          {
            key: 'weight',
            title: t('bag.weight'),
            numeric: true,
            render: (bag) => formatKilograms(bag.weightGrams),
          },
          { key: 'seal', title: t('bag.seal.no'), numeric: true, render: (bag) => bag.sealNo },
        ]}
        {...(chosen === undefined ? {} : { chosen })}
        {...(onChosen === undefined ? {} : { onChosen })}
      />
    </Card>
  );
}
