import { type ReactNode, useEffect } from 'react';
import { type Language, currentLanguage, showLanguage, t } from '../lib/i18n.ts';
import { useSession } from '../lib/session.ts';
import { SealMark } from './seal-mark.tsx';
import './frame.css';

/** Pages before signing in: the seal, the house, one panel, the language. */
export function OutsideFrame({
  title,
  wide = false,
  children,
  foot,
}: {
  title: string;
  wide?: boolean;
  children: ReactNode;
  foot?: ReactNode;
}) {
  const { house } = useSession();
  const other: Language = currentLanguage() === 'zh' ? 'en' : 'zh';
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  return (
    <>
      {house.demo ? <p className="banner">{t('frame.demo')}</p> : null}
      <main className={wide ? 'outside outside-wide' : 'outside'}>
        <div className="outside-head">
          <SealMark large />
          <span>
            <b>{house.name ?? t('app.name')}</b>
            <span className="why">{t('app.what')}</span>
          </span>
        </div>
        <div className="outside-panel">
          <h1>{title}</h1>
          {children}
        </div>
        <div className="outside-foot">
          {foot}
          <button
            type="button"
            className="link-button"
            lang={other === 'zh' ? 'zh-CN' : 'en'}
            onClick={() => void showLanguage(other)}
          >
            {other === 'zh' ? '中文' : 'English'}
          </button>
        </div>
      </main>
    </>
  );
}
