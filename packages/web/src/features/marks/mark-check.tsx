import { useId } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import './marks.css';

export interface MarkProblemShown {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly advice: { readonly zh: string; readonly en: string } | null;
  readonly citation: string;
}

/** What is wrong with the marks of a document, each with what to do; or that nothing is. */
export function MarkCheck({ problems }: { readonly problems: readonly MarkProblemShown[] }) {
  const id = useId();
  if (problems.length === 0) return <p className="ok">{t('marks.fine')}</p>;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="part-head late">
        {t('marks.problems', { n: problems.length })}
      </h3>
      <ul className="marks-problems">
        {problems.map((problem) => (
          <li key={problem.code}>
            <p>{pick(problem)}</p>
            {problem.advice === null ? null : <p className="marks-advice">{pick(problem.advice)}</p>}
            {problem.citation === '' ? null : <p className="why">{problem.citation}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
