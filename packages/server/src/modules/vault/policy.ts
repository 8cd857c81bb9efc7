import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { definePolicy, duty, everyAccount, everyone, power } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

/** Who may do what with electronic copies. Opening is the database's to decide: who may know the carrier opens its copies. */
export const vaultModulePolicy = definePolicy({
  'vault.read': everyone(),
  'vault.state': everyAccount(),
  'vault.upload': everyone(),
  'vault.attach': duty('officer', 'document-clerk'),
  'vault.ask': everyone(),
  'vault.search': everyone(),
  'vault.limit': power('security'),
});

const consent = leaderStep({ days: 3, must: 'know' });
const classifier = {
  duties: ['classifier'],
  count: 1,
  days: 3,
  must: 'know',
  name: { zh: '定密责任人', en: 'Responsible classifier' },
} as const;

/** A copy out of the vault is a copy: who consents to copying consents to it (实施条例 art. 27(5)), for 绝密 the classifier first (保守国家秘密法 art. 26(2)). */
function flowOf(id: string, name: Flow['name']): { readonly usual: Flow; readonly top: Flow } {
  return {
    usual: { id, name, steps: [consent] },
    top: { id: `${id}-top`, name, steps: [classifier, consent] },
  };
}

export const vaultFlows = {
  attach: flowOf('vault.attach', { zh: '增制电子份', en: 'Make an electronic copy' }),
  print: flowOf('vault.print', { zh: '打印电子文档', en: 'Print an electronic document' }),
  save: flowOf('vault.save', { zh: '导出电子文档', en: 'Save an electronic document' }),
  copyText: flowOf('vault.copy-text', { zh: '复制文字', en: 'Copy text' }),
};
