import { KeyStoreNotices } from '@fengni/kernel/vault/contract';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { noticeWords } from './key-store-words.ts';

const noticeSeconds = 120;

/** At home, for the security administrator alone: what the key store waits for. Nothing where it waits for nothing. */
export function KeyStoreNotice() {
  const actor = useActor();
  const isMine = actor.power === 'security';
  const found = useQueryData({
    name: 'vault.keyNotices',
    input: {},
    output: KeyStoreNotices,
    enabled: isMine,
    everySeconds: noticeSeconds,
  });
  const notices = found.data?.notices ?? [];
  if (!isMine || notices.length === 0) return null;
  return (
    <Card
      title={t('nav.keystore')}
      aside={<AppLink to={paths.keyStore()}>{t('keystore.notice.see')}</AppLink>}
      flush
      late
    >
      <ul className="lines">
        {notices.map((notice) => (
          <li key={notice}>
            <span className="grow">{noticeWords(notice)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
