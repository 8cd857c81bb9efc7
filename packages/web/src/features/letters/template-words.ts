import { t } from '../../lib/i18n.ts';

export function templateStateWords(state: 'draft' | 'in-force' | 'ended'): string {
  const words = {
    draft: t('letter.template.draft'),
    'in-force': t('letter.template.in.force'),
    ended: t('letter.template.ended'),
  };
  return words[state];
}
