import { type CarrierFilesView, OpeningList } from '@fengni/server/modules/vault/contract';
import { useId } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';

const shownMax = 30;

/** Who opened the electronic copies, when and which pages: out of the log. */
export function Openings({
  carrierId,
  files,
}: {
  readonly carrierId: string;
  readonly files: CarrierFilesView;
}) {
  const id = useId();
  const list = useQueryData({
    name: 'vault.openings',
    input: { carrierId, limit: shownMax },
    output: OpeningList,
  });
  const rows = list.data?.rows ?? [];
  const numbers = new Map(files.rows.map((file) => [file.copyId, file.copyNo]));
  const words = {
    page: (page: number | null) => t('vault.opened.page', { n: page ?? '' }),
    print: () => t('vault.opened.print'),
    save: () => t('vault.opened.save'),
    text: () => t('vault.opened.text'),
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="part-head">
        {t('vault.opened')}
      </h3>
      {rows.length === 0 ? <p className="quiet">{t('vault.opened.none')}</p> : null}
      <ul className="lines">
        {rows.map((row) => (
          <li key={row.entryId}>
            <span className="num">{formatInstant(row.at)}</span>
            <span className="grow">
              {row.person} {words[row.what](row.page)}
              <span className="why">
                {' '}
                {t('vault.files.copy', { n: numbers.get(row.copyId) ?? '' })} · {row.terminal}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {list.data?.next === null || list.data === undefined ? null : (
        <p className="why">{t('vault.opened.more', { n: shownMax })}</p>
      )}
    </section>
  );
}
