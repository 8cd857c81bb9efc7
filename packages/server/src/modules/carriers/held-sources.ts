import type { HeldSource } from '@fengni/kernel/command/define';

/** What somebody holds of the carriers' registers and must hand back before he leaves (PER-3). */
export const carrierHeld: readonly HeldSource[] = [
  {
    id: 'carriers.copies',
    title: { zh: '持有的载体', en: 'Copies held' },
    advice: {
      zh: '清退给保密员，或移交给接替的人。',
      en: 'Give them back to the clerk, or hand them over to the successor.',
    },
    table: 'copy',
    staysHere: true,
    sql: 'select * from held_copies($1)',
  },
  {
    id: 'carriers.readings',
    title: { zh: '待阅的传阅', en: 'Circulations that wait for him' },
    advice: { zh: '由机要文件管理员调整阅件人。', en: 'The clerk takes him off the reading list.' },
    table: 'carrier',
    sql: 'select * from awaited_readings($1)',
  },
  {
    id: 'carriers.hand-overs',
    title: { zh: '未完成的移交', en: 'Hand-overs under way' },
    advice: { zh: '完成签字或取消移交。', en: 'Sign it, or cancel it.' },
    table: 'hand_over',
    sql: 'select * from open_hand_overs($1)',
  },
];
