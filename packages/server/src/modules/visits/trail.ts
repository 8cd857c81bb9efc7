import type { HeldSource, TrailParams, TrailSource } from '@fengni/kernel/command/define';

/** A number with a space before it; nothing where the reader does not see the thing. */
const numbered = (number: TrailParams[string] | undefined): string =>
  number === undefined || number === null || number === '' ? '' : ` ${String(number)}`;

/** What somebody must hand over before he leaves: visits he hosts, what he gave out and must take back (PER-3). */
export const visitsHeld: readonly HeldSource[] = [
  {
    id: 'visits.hosted',
    title: { zh: '未办结的接待', en: 'Visits not finished' },
    advice: { zh: '办结，或移交给其他接待人。', en: 'Finish them, or hand them over to another host.' },
    table: 'visit',
    sql: 'select id, number, place, since from hosted_visits($1)',
  },
  {
    id: 'visits.supplies',
    title: { zh: '经手的对外提供', en: 'What he gives to outsiders' },
    advice: { zh: '收回、取消，或移交给他人负责。', en: 'Take it back, cancel it, or hand it over.' },
    table: 'supply',
    sql: 'select id, number, place, since from open_supplies($1)',
  },
];

/** What his file tells of visits and of what he gave out (PER-2). */
export const visitsTrail: readonly TrailSource[] = [
  {
    id: 'visits.visits',
    title: { zh: '外来接待', en: 'Visits' },
    table: 'visit',
    sql: 'select id, at, until, params from trail_of_visits($1, $2, $3)',
    explain: ({ number, visitors, foreigners, host }) => ({
      zh: `${host === true ? '接待' : '陪同'}来访${numbered(number)}，${String(visitors)} 人${foreigners === 0 ? '' : `（外籍 ${String(foreigners)} 人）`}`,
      en: `${host === true ? 'Hosted' : 'Escorted'} visit${numbered(number)}, ${String(visitors)} visitors${foreigners === 0 ? '' : `, ${String(foreigners)} of them foreigners`}`,
    }),
  },
  {
    id: 'visits.supplies',
    title: { zh: '对外提供资料', en: 'Given to outsiders' },
    table: 'supply',
    sql: 'select id, at, until, params from trail_of_supplies($1, $2, $3)',
    explain: ({ number, mark, foreigner }) => ({
      zh: `对外提供${numbered(number) === '' ? '资料' : numbered(number)}${mark === '' ? '' : `（${String(mark)}）`}${foreigner === true ? '，接收方为境外' : ''}`,
      en: `Gave${numbered(number) === '' ? ' something' : numbered(number)}${mark === '' ? '' : ` (${String(mark)})`} to outsiders${foreigner === true ? ', abroad' : ''}`,
    }),
  },
];
