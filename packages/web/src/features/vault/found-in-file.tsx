import type { UploadDetails } from '@fengni/server/modules/vault/contract';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';

/** What the examination found, shown before anything is registered: marks that are wrong, what cannot be shown, near copies. */
export function FoundInFile({ upload }: { readonly upload: UploadDetails }) {
  const { problems, gaps, nearCopies } = upload;
  return (
    <div className="form" aria-live="polite">
      <p>
        {upload.outcome === 'failed'
          ? t('vault.found.failed')
          : t('vault.found.pages', { n: formatNumber(upload.pages ?? 0) })}
        {upload.head?.markText === null || upload.head?.markText === undefined
          ? ` ${t('vault.found.nomark')}`
          : ` ${t('vault.found.mark', { mark: upload.head.markText })}`}
      </p>
      {problems.length === 0 ? null : (
        <section>
          <h3 className="part-head late">{t('vault.found.problems', { n: problems.length })}</h3>
          <ul className="confirm-list">
            {problems.map((problem) => (
              <li key={`${problem.code}-${problem.zh}`}>
                {pick(problem)}
                {problem.advice === null ? null : <span className="why"> {pick(problem.advice)}</span>}
                {problem.citation === '' ? null : <span className="why"> ({problem.citation})</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {nearCopies.length === 0 ? null : (
        <section>
          <h3 className="part-head late">{t('vault.found.near')}</h3>
          <ul className="lines">
            {nearCopies.map((near) => (
              <li key={near.copyId}>
                <LevelChip mark={near.mark} level={null} />
                <AppLink to={paths.carrier(near.carrierId)}>
                  {near.number} {near.title}
                </AppLink>
                <span className="why">
                  {t('vault.found.near.share', { n: Math.max(1, Math.round(near.share * 100)) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {gaps.length === 0 ? null : (
        <details>
          <summary>{t('vault.found.gaps', { n: gaps.length })}</summary>
          <ul className="confirm-list">
            {gaps.map((gap) => (
              <li key={`${gap.what}-${gap.reason}-${gap.page ?? ''}`}>
                {gap.page === null ? '' : t('vault.found.gap.page', { n: gap.page })}
                {pick(gap)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
