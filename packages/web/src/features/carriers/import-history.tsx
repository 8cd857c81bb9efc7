import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { Card } from '../../ui/page-frame.tsx';

const Imports = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      fileName: z.string(),
      added: z.int(),
      known: z.int(),
      rejected: z.int(),
      at: z.string(),
      by: z.string(),
    }),
  ),
});

/** What was brought into this register before. */
export function ImportHistory({ registerId }: { readonly registerId: string }) {
  const list = useQueryData({ name: 'ledger.imports', input: { registerId }, output: Imports });
  const rows = list.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t('import.history')} flush>
      <ul className="lines">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="grow">
              {row.fileName}{' '}
              <span className="why">
                {t('import.history.of', { added: row.added, known: row.known, rejected: row.rejected })}
              </span>
            </span>
            <span className="why">
              {t('carrier.registered.by', { at: formatInstant(row.at), who: row.by })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
