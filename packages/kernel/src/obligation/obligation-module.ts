import { type Packs, builtinPacks } from '@fengni/schemes/packs';
import { z } from 'zod';
import { type Bilingual, type Module, defineQuery } from '../command/define.ts';
import { textOf } from '../command/trail-words.ts';
import { createCalendarTask } from './calendar.ts';
import { obligationCommands } from './commands.ts';
import {
  HomeToday,
  ObligationKinds,
  ObligationList,
  ObligationListQuery,
  YearCalendar,
  YearCalendarQuery,
  obligationErrors,
} from './contract.ts';
import { readHome } from './home.ts';
import { createAddHouseRule, endHouseRule } from './house-rule-commands.ts';
import { type KindTitles, createKindTitles } from './kinds.ts';
import { readYearCalendar } from './year-calendar.ts';
import type { SubjectTitles } from './lines.ts';
import { listObligations } from './list.ts';
import { obligationPolicy } from './policy.ts';
import { escalateTask, remindApprovalsTask } from './tasks.ts';

export interface ObligationOptions {
  readonly subjectTitles: SubjectTitles;
  /** What every module's kinds of obligation are called; asked when a list is read. */
  readonly kinds: () => ReadonlyMap<string, Bilingual>;
  /** IANA zone of the house. */
  readonly zone: string;
  readonly packs?: Packs;
}

/** What is owed: the home page, the list, chasing and ending, and what the clockwork makes of it. */
export function createObligationModule({
  subjectTitles,
  kinds,
  zone,
  packs = builtinPacks,
}: ObligationOptions): Module {
  // the registry is whole only after its modules are made
  let titles: KindTitles | undefined;
  const kindTitles: KindTitles = (kind, params) =>
    (titles ??= createKindTitles(kinds(), packs))(kind, params);
  const the = { subjectTitles, kindTitles };
  return {
    name: 'obligation',
    commands: [...obligationCommands, createAddHouseRule(packs), endHouseRule],
    queries: [
      defineQuery({
        name: 'home.today',
        title: { zh: '今日待办', en: 'What to do today' },
        input: z.object({}),
        output: HomeToday,
        rule: obligationPolicy['obligation.read'],
        run: (tx, { actor }) => readHome(tx, actor, the),
      }),
      defineQuery({
        name: 'obligation.list',
        title: { zh: '事项清单', en: 'List of obligations' },
        input: ObligationListQuery,
        output: ObligationList,
        rule: obligationPolicy['obligation.read'],
        run: (tx, { input }) => listObligations(tx, input, the),
      }),
      defineQuery({
        name: 'obligation.kinds',
        title: { zh: '事项种类', en: 'Kinds of obligation' },
        input: z.object({}),
        output: ObligationKinds,
        rule: obligationPolicy['obligation.read'],
        run: async () => ({ kinds: [...kinds()].map(([kind, title]) => ({ kind, title })) }),
      }),
      defineQuery({
        name: 'calendar.year',
        title: { zh: '年度日历', en: 'Calendar of the year' },
        input: YearCalendarQuery,
        output: YearCalendar,
        rule: obligationPolicy['obligation.read'],
        run: (tx, { input, actor }) => readYearCalendar(tx, { year: input.year, actor, packs }),
      }),
    ],
    files: [],
    errors: obligationErrors,
    obligations: { 'approval.decide': { zh: '签批逾期的申请', en: 'Decide an overdue request' } },
    audits: [],
    trail: [
      {
        id: 'obligation.late',
        title: { zh: '逾期事项', en: 'Done late, or overdue' },
        table: 'person',
        sql: 'select * from trail_late($1, $2, $3)',
        explain(params) {
          const title = kindTitles(textOf(params, 'kind'), { title: textOf(params, 'title') });
          const day = textOf(params, 'dueOn');
          return params['done'] === true
            ? { zh: `${title.zh}：逾期完成（应于 ${day}）`, en: `${title.en}: done late (due ${day})` }
            : { zh: `${title.zh}：逾期未完成（应于 ${day}）`, en: `${title.en}: overdue (since ${day})` };
        },
      },
    ],
    clockwork: [escalateTask, createCalendarTask(packs, zone), remindApprovalsTask],
  };
}
