import { t } from '../lib/i18n.ts';
import './life-line.css';

/** One fact: as it is and as it would be. A missing `before` is something new, a missing `after` something ended. */
export interface Difference {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What would happen, as a difference; said in words for who does not see colours. */
export function DiffList({ differences }: { differences: readonly Difference[] }) {
  return (
    <dl className="diff-list">
      {differences.map((difference) => (
        <div key={difference.name}>
          <dt>{difference.name}</dt>
          <dd>
            {difference.before === undefined ? null : (
              <>
                <span className="hidden-text">{t('diff.before')}</span>
                <del>{difference.before}</del>
              </>
            )}
            {difference.before === undefined || difference.after === undefined ? null : (
              <span aria-hidden> → </span>
            )}
            {difference.after === undefined ? null : (
              <>
                <span className="hidden-text">{t('diff.after')}</span>
                <ins>{difference.after}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
