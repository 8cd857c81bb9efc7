import type { CopyPagesView } from '@fengni/server/modules/vault/contract';
import type { ReactNode } from 'react';
import { t, useLanguage } from '../../lib/i18n.ts';
import { Card } from '../../ui/page-frame.tsx';

/** What of the file cannot be shown, and why; the rest stays usable. */
export function GapList({
  gaps,
  onPage,
}: {
  gaps: CopyPagesView['gaps'];
  onPage?: (page: number) => void;
}): ReactNode {
  const language = useLanguage();
  if (gaps.length === 0) return null;
  return (
    <Card title={t('viewer.gaps.title')} flush>
      <ul className="lines">
        {gaps.map((gap) => (
          <li key={`${gap.what}/${gap.reason}/${gap.page ?? ''}`}>
            <span className="grow">{gap[language]}</span>
            <GapPage page={gap.page} onPage={onPage} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function GapPage({
  page,
  onPage,
}: {
  page: number | null;
  onPage: ((page: number) => void) | undefined;
}): ReactNode {
  if (page === null) return null;
  const label = t('viewer.page.n', { n: page });
  if (onPage === undefined) return <span className="num">{label}</span>;
  return (
    <button type="button" className="link-button num" onClick={() => onPage(page)}>
      {label}
    </button>
  );
}
