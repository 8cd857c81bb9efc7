import { AddHouseRule, YearCalendar } from '@fengni/kernel/obligation/contract';
import { dutyNames } from '@fengni/kernel/org/contract';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { choicesOf, dutyWords, isDuty } from '../organisation/org-words.ts';
import '../../ui/register.css';

type Entry = z.output<typeof YearCalendar>['entries'][number];
/** One line of a month: an entry falls on several days of the year. */
interface Line {
  readonly day: string | null;
  readonly entry: Entry;
}
const yearsAroundMax = 5;

/** Months are chosen as words, so they come as texts. */
const RuleForm = AddHouseRule.extend({ months: z.array(z.coerce.number()).min(1).max(12) });

/** The year's calendar: what the packs and the house itself ask, month by month (ORG-10). */
export function CalendarPage() {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Entry | null>(null);
  const thisYear = Number(todayHere().slice(0, 4));
  const year = readYear(filters['year'], thisYear);
  const calendar = useQueryData({
    name: 'calendar.year',
    input: { year },
    output: YearCalendar,
    keepLast: true,
  });
  const keeps = holdsDuty(actor, 'officer', 'leader-in-charge');
  const go = (to: number) => changeFilters({ year: to === thisYear ? '' : String(to) });
  return (
    <PageFrame
      title={t('calendar.title', { year })}
      sub={t('calendar.sub')}
      wide
      actions={
        <>
          <ActionButton onClick={() => go(year - 1)}>{t('calendar.before')}</ActionButton>
          <ActionButton onClick={() => go(year + 1)}>{t('calendar.after')}</ActionButton>
          <ActionButton
            type="primary"
            disabledReason={keeps ? null : t('calendar.who.keeps')}
            onClick={() => setAdding(true)}
          >
            {t('calendar.add')}
          </ActionButton>
        </>
      }
    >
      <QueryView query={calendar}>
        {({ entries }) => (
          <>
            {months(entries).map(([month, lines]) => (
              <Card key={month} title={monthWords(month, year)} flush>
                <RegisterTable
                  label={monthWords(month, year)}
                  columns={columns(setEnding)}
                  rows={lines}
                  rowKey={(line) => `${line.entry.key} ${line.day ?? ''}`}
                  dense={false}
                  sort={null}
                  onSort={() => undefined}
                />
              </Card>
            ))}
          </>
        )}
      </QueryView>
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {ending?.rule == null ? null : (
        <ConfirmShell
          title={t('calendar.end')}
          open
          onClose={() => setEnding(null)}
          happens={[t('calendar.end.rule', { title: pick(ending.title) }), t('calendar.end.later')]}
          command="calendar.endRule"
          input={() => ({ ruleId: ending.rule?.id })}
          confirmLabel={t('calendar.end')}
          doneText={t('calendar.end.done')}
        />
      )}
    </PageFrame>
  );
}

function readYear(text: string | undefined, thisYear: number): number {
  const year = Number(text);
  return Number.isInteger(year) && Math.abs(year - thisYear) <= yearsAroundMax ? year : thisYear;
}

/** Lines by month in order; what falls on no day of this year comes last, under ''. */
function months(entries: readonly Entry[]): [string, Line[]][] {
  const lines = entries.flatMap((entry): Line[] =>
    entry.dueOn.length === 0 ? [{ day: null, entry }] : entry.dueOn.map((day) => ({ day, entry })),
  );
  const byMonth = Map.groupBy(
    lines.toSorted((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9')),
    (line) => line.day?.slice(0, 7) ?? '',
  );
  return [...byMonth];
}

/** A day before a holiday of January lies in December: the year is named where it is another. */
function monthWords(month: string, year: number): string {
  if (month === '') return t('calendar.no.day');
  const words = t('calendar.month', { month: Number(month.slice(5)) });
  return month.startsWith(`${year}-`)
    ? words
    : t('calendar.month.of', { year: month.slice(0, 4), month: words });
}

function owesWords(owes: string): string {
  if (owes === 'unit') return t('calendar.owes.unit');
  if (owes === 'office') return t('calendar.owes.office');
  return isDuty(owes) ? dutyWords(owes) : owes;
}

function columns(onEnd: (entry: Entry) => void): readonly Column<Line>[] {
  return [
    {
      key: 'day',
      title: t('obligation.due'),
      numeric: true,
      fixed: true,
      render: ({ day }) => (day === null ? '' : formatDay(day)),
    },
    { key: 'what', title: t('obligation.what'), fixed: true, render: ({ entry }) => pick(entry.title) },
    { key: 'owes', title: t('calendar.owes'), render: ({ entry }) => owesWords(entry.owes) },
    {
      key: 'lead',
      title: t('calendar.lead'),
      numeric: true,
      render: ({ entry }) => t('calendar.lead.days', { n: entry.leadDays }),
    },
    {
      key: 'source',
      title: t('field.basis'),
      render: ({ entry }) => (
        <>
          {entry.source === null ? '' : pick(entry.source)}
          {entry.dateConfidence === 'unverified' ? (
            <span className="why"> {t('calendar.date.chosen')}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'rule',
      title: t('calendar.house'),
      render: ({ entry }) => <HouseRule entry={entry} onEnd={onEnd} />,
    },
  ];
}

function HouseRule({ entry, onEnd }: { entry: Entry; onEnd: (entry: Entry) => void }) {
  const { rule } = entry;
  if (rule === null) return null;
  return (
    <span>
      <AppLink to={paths.unit(rule.unitId)}>{rule.unit}</AppLink>
      {rule.reach === 'below' ? <span className="why"> {t('calendar.reach.below.short')}</span> : null}{' '}
      <ActionButton
        size="small"
        disabledReason={rule.mayEnd ? null : t('calendar.who.keeps')}
        aria-label={t('calendar.end.label', { title: pick(entry.title) })}
        onClick={() => onEnd(entry)}
      >
        {t('calendar.end')}
      </ActionButton>
    </span>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const monthChoices = Array.from({ length: 12 }, (_, i) => ({
    value: String(i + 1),
    label: t('calendar.month', { month: i + 1 }),
  }));
  return (
    <FormDialog
      title={t('calendar.add')}
      open
      onClose={onClose}
      contract={RuleForm}
      command="calendar.addRule"
      fixed={{}}
      initial={{ reach: 'unit', onDayOff: 'before', leadDays: 7, monthDay: 31, owes: 'officer' }}
      submitLabel={t('calendar.add')}
      doneText={t('calendar.add.done')}
      fields={[
        { name: 'title', label: t('obligation.what'), kind: 'text', autoFocus: true },
        {
          name: 'basis',
          label: t('field.basis'),
          kind: 'text',
          optional: 'absent',
          why: t('calendar.basis.why'),
        },
        { name: 'unitId', label: t('field.unit'), kind: 'unit' },
        {
          name: 'reach',
          label: t('calendar.reach'),
          kind: 'radio',
          choices: [
            { value: 'unit', label: t('calendar.reach.unit') },
            { value: 'below', label: t('calendar.reach.below') },
          ],
        },
        { name: 'owes', label: t('calendar.owes'), kind: 'select', choices: choicesOf(dutyNames, dutyWords) },
        { name: 'months', label: t('calendar.months'), kind: 'checks', choices: monthChoices },
        { name: 'monthDay', label: t('calendar.day'), kind: 'number', why: t('calendar.day.why') },
        {
          name: 'onDayOff',
          label: t('calendar.dayoff'),
          kind: 'radio',
          choices: [
            { value: 'before', label: t('calendar.dayoff.before') },
            { value: 'after', label: t('calendar.dayoff.after') },
            { value: 'keep', label: t('calendar.dayoff.keep') },
          ],
        },
        { name: 'leadDays', label: t('calendar.lead'), kind: 'number', why: t('calendar.lead.why') },
      ]}
    />
  );
}
