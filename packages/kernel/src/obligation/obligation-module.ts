import { type Packs, builtinPacks } from '@fengni/schemes/packs';
import { z } from 'zod';
import { type Module, defineQuery } from '../command/define.ts';
import { createCalendarTask } from './calendar.ts';
import { obligationCommands } from './commands.ts';
import {
  HomeToday,
  ObligationList,
  ObligationListQuery,
  YearCalendar,
  YearCalendarQuery,
  obligationErrors,
} from './contract.ts';
import { readHome } from './home.ts';
import { createAddHouseRule, endHouseRule } from './house-rule-commands.ts';
import { createKindTitles } from './kinds.ts';
import { readYearCalendar } from './year-calendar.ts';
import type { SubjectTitles } from './lines.ts';
import { listObligations } from './list.ts';
import { obligationPolicy } from './policy.ts';
import { escalateTask, remindApprovalsTask } from './tasks.ts';

export interface ObligationOptions {
  readonly subjectTitles: SubjectTitles;
  /** IANA zone of the house. */
  readonly zone: string;
  readonly packs?: Packs;
}

/** What is owed: the home page, the list, chasing and ending, and what the clockwork makes of it. */
export function createObligationModule({
  subjectTitles,
  zone,
  packs = builtinPacks,
}: ObligationOptions): Module {
  const the = { subjectTitles, kindTitles: createKindTitles(packs) };
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
    audits: [],
    clockwork: [escalateTask, createCalendarTask(packs, zone), remindApprovalsTask],
  };
}
