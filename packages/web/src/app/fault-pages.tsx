import { useRouter } from '@tanstack/react-router';
import { presentError } from '../lib/present-error.ts';
import { t } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { AppLink } from '../ui/link.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { FaultBox } from '../ui/query-view.tsx';

/** An address that leads nowhere, or to what may not be known: the same words. */
export function NotFoundPage() {
  return (
    <PageFrame title={t('notfound.title')}>
      <p>{t('notfound.text')}</p>
      <p>
        <AppLink to={paths.home()}>{t('notfound.home')}</AppLink>
      </p>
    </PageFrame>
  );
}

/** A page that failed to open. */
export function PageFault({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <div className="page">
      <FaultBox text={presentError(error) ?? ''} onRetry={() => void router.invalidate()} />
    </div>
  );
}
