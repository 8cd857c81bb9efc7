import { VisitMonth, type VisitLineView } from '@fengni/server/modules/visits/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { visitStateWords } from './visit-words.ts';
import './visits.css';

const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/;
const daysOfWeek = 7;

function addMonths(month: string, by: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

/** The weeks a month touches, Monday first, as days. */
export function weeksOf(month: string): string[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const start = new Date(first);
  start.setUTCDate(1 - ((first.getUTCDay() + daysOfWeek - 1) % daysOfWeek));
  const weeks: string[][] = [];
  for (const day = start; day.toISOString().slice(0, 7) <= month;) {
    const week: string[] = [];
    for (let i = 0; i < daysOfWeek; i += 1) {
      week.push(day.toISOString().slice(0, 10));
      day.setUTCDate(day.getUTCDate() + 1);
    }
    weeks.push(week);
  }
  return weeks;
}

/** A month of visits, day by day. */
export function MonthView() {
  const [filters, changeFilters] = useUrlFilters();
  const thisMonth = todayHere().slice(0, 7);
  const asked = filters['month'] ?? '';
  const month = monthForm.test(asked) ? asked : thisMonth;
  const visits = useQueryData({ name: 'visit.month', input: { month }, output: VisitMonth, keepLast: true });
  const go = (to: string) => changeFilters({ month: to === thisMonth ? '' : to });
  return (
    <Card
      title={t('visit.month', { year: month.slice(0, 4), month: Number(month.slice(5)) })}
      aside={
        <>
          <ActionButton size="small" onClick={() => go(addMonths(month, -1))}>
            {t('visit.month.before')}
          </ActionButton>
          <ActionButton size="small" onClick={() => go(addMonths(month, 1))}>
            {t('visit.month.after')}
          </ActionButton>
        </>
      }
    >
      <QueryView query={visits}>
        {({ rows, cut }) => (
          <>
            <Grid month={month} rows={rows} />
            {rows.length === 0 ? <p className="quiet">{t('visit.month.empty')}</p> : null}
            {cut ? <p className="why">{t('visit.month.cut')}</p> : null}
          </>
        )}
      </QueryView>
    </Card>
  );
}

function Grid({ month, rows }: { month: string; rows: readonly VisitLineView[] }) {
  const today = todayHere();
  const weekdays = t('visit.weekdays').split(' ');
  return (
    <table className="month-grid">
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td
                key={day}
                className={`${day.startsWith(month) ? '' : 'month-outside'} ${day === today ? 'month-today' : ''}`}
              >
                <span className="month-day num">{Number(day.slice(8))}</span>
                <ul className="month-visits">
                  {rows
                    .filter((row) => row.startsOn <= day && day <= row.endsOn)
                    .map((row) => (
                      <li key={row.id} className={row.state === 'draft' ? 'month-draft' : ''}>
                        <AppLink to={paths.visit(row.id)}>
                          {t('visit.month.line', {
                            firm: row.firm,
                            n: row.visitors,
                            state: visitStateWords(row.state),
                          })}
                        </AppLink>
                      </li>
                    ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
