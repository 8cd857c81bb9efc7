import type { KeyStoreNotice, KeyStorePageView } from '@fengni/kernel/vault/contract';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { currentLanguage, t } from '../../lib/i18n.ts';

export type Status = KeyStorePageView['status'];

export function statusWords(status: Status): string {
  const words = {
    none: t('keystore.status.none'),
    locked: t('keystore.status.locked'),
    open: t('keystore.status.open'),
  };
  return words[status];
}

export function suiteWords(suite: 'intl' | 'guomi'): string {
  return suite === 'guomi' ? t('keystore.suite.guomi') : t('keystore.suite.intl');
}

/** `scheme/level` in words; other names as they are. */
export function levelKeyWords(name: string): string {
  if (name === 'intake') return t('keystore.level.intake');
  const [scheme = '', code = ''] = name.split('/');
  const pack = builtinPacks.get(scheme);
  const level = levelOf(scheme, code);
  if (pack === undefined || level === undefined) return name;
  const language = currentLanguage();
  return `${pack[language]} ${level[language]}`;
}

/** What is to be done, why, and what happens otherwise. */
export function noticeWords(notice: KeyStoreNotice): string {
  const words: Readonly<Record<KeyStoreNotice, string>> = {
    none: t('keystore.notice.none'),
    lost: t('keystore.notice.lost'),
    locked: t('keystore.notice.locked'),
    'no-generation': t('keystore.notice.no.generation'),
    'old-generation': t('keystore.notice.old.generation'),
    'rehearsal-due': t('keystore.notice.rehearsal'),
    'generation-to-destroy': t('keystore.notice.destroy'),
  };
  return words[notice];
}
