import {
  RecordFiling,
  Statistics,
  type StatisticsView,
} from '@fengni/server/modules/classification/review/contract';
import {
  type OutlierKind,
  type TermBand,
  termBands,
} from '@fengni/server/modules/classification/review/rules';
import { useCallback, useState } from 'react';
import type { Tokens } from '../../app/tokens.ts';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterTable } from '../../ui/register-table.tsx';
import '../../ui/register.css';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useDownload } from '../carriers/download.ts';
import { dutyWords } from '../keeping/copy-words.ts';
import { openPaper } from '../keeping/open-paper.ts';
import { Chart, axisOf, frameOf } from './chart.tsx';
import { bandWords, readingDuties, runningDuties, shareWords, unitOfDuty } from './review-words.ts';
import './review.css';

type Level = StatisticsView['levels'][number];
type UnitLine = StatisticsView['units'][number];

/** Figures of what was classified: by level and term, by unit against the others, for the bureau and for oneself. */
export function StatisticsPage() {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const thisYear = Number(todayHere().slice(0, 4));
  const unitId = /^[0-9a-f-]{36}$/.test(filters['unit'] ?? '')
    ? (filters['unit'] ?? '')
    : unitOfDuty(actor, readingDuties);
  const year = /^\d{4}$/.test(filters['year'] ?? '') ? Number(filters['year']) : thisYear;
  const input = { unitId, year };
  const query = useQueryData({
    name: 'classification.statistics',
    input,
    output: Statistics,
    keepLast: true,
  });
  return (
    <PageFrame
      title={t('nav.statistics')}
      sub={t('statistics.sub')}
      wide
      actions={query.data === undefined ? null : <Actions view={query.data} input={input} />}
    >
      <div className="statistics-bar">
        <label htmlFor="statistics-unit">{t('field.unit')}</label>
        <UnitPicker
          id="statistics-unit"
          value={unitId}
          onChange={(id) => (id === null ? undefined : changeFilters({ unit: id }))}
        />
        <label htmlFor="statistics-year">{t('review.year')}</label>
        <select
          id="statistics-year"
          className="native-field"
          style={{ width: 'auto' }}
          value={String(year)}
          onChange={(event) => changeFilters({ year: event.target.value })}
        >
          {[0, 1, 2, 3, 4].map((ago) => (
            <option key={ago} value={String(thisYear - ago)}>
              {thisYear - ago}
            </option>
          ))}
        </select>
      </div>
      <QueryView query={query}>{(view) => <Loaded view={view} />}</QueryView>
    </PageFrame>
  );
}

function Actions(props: {
  readonly view: StatisticsView;
  readonly input: { readonly unitId: string; readonly year: number };
}) {
  const { view, input } = props;
  const actor = useActor();
  const [filing, setFiling] = useState(false);
  const download = useDownload();
  const duty = holdsDuty(actor, ...runningDuties) ? null : t('action.who', { who: dutyWords(runningDuties) });
  const filed =
    view.filing === null
      ? null
      : t('statistics.filed', { day: formatDay(view.filing.filedOn), to: view.filing.filedTo });
  const early = input.year < Number(todayHere().slice(0, 4)) ? null : t('statistics.early');
  return (
    <>
      <ActionBar
        next="print"
        actions={[
          {
            key: 'print',
            label: t('statistics.print'),
            onDo: () => openPaper('classification.printStatistics', input),
          },
          {
            key: 'export',
            label: t('statistics.export'),
            onDo: () => void download.run('classification.exportStatistics', input),
          },
          {
            key: 'file',
            label: t('statistics.file'),
            disabledReason: duty ?? filed ?? early,
            onDo: () => setFiling(true),
          },
        ]}
      />
      {download.fault === null ? null : <FaultBox text={download.fault} />}
      <FormDialog
        title={t('statistics.file')}
        open={filing}
        onClose={() => setFiling(false)}
        contract={RecordFiling}
        command="classification.recordFiling"
        fixed={input}
        initial={{ filedOn: todayHere() }}
        submitLabel={t('statistics.file')}
        doneText={t('statistics.file.done')}
        fields={[
          { name: 'filedOn', label: t('statistics.file.on'), kind: 'day' },
          { name: 'filedTo', label: t('statistics.file.to'), kind: 'text' },
          { name: 'receiptNo', label: t('statistics.file.receipt'), kind: 'text', optional: 'absent' },
        ]}
      />
    </>
  );
}

const bandColours: Readonly<Record<TermBand, keyof Tokens>> = {
  year: 'int',
  five: 'work',
  ten: 'sec',
  twenty: 'high',
  longer: 'top',
  open: 'control',
};

function levelColumns(): readonly Column<Level>[] {
  const bands = termBands.map((band): Column<Level> => ({
    key: band,
    title: bandWords(band),
    numeric: true,
    render: (level) => level.bands[band] ?? 0,
  }));
  return [
    { key: 'level', title: t('statistics.level'), render: (level) => pick(level.title) },
    {
      key: 'standing',
      title: t('statistics.standing'),
      numeric: true,
      render: (level) => level.totals.standing,
    },
    { key: 'made', title: t('statistics.made'), numeric: true, render: (level) => level.totals.made },
    {
      key: 'original',
      title: t('statistics.original'),
      numeric: true,
      render: (level) => level.totals.original,
    },
    {
      key: 'derived',
      title: t('statistics.derived'),
      numeric: true,
      render: (level) => level.totals.derived,
    },
    {
      key: 'maximum',
      title: t('statistics.maximum'),
      numeric: true,
      render: (level) => shareWords(level.totals.atMaximum, level.totals.standing),
    },
    ...bands,
  ];
}

function unitColumns(): readonly Column<UnitLine>[] {
  const words: Record<OutlierKind, string> = {
    maximum: t('statistics.outlier.maximum'),
    basis: t('statistics.outlier.basis'),
    top: t('statistics.outlier.top'),
  };
  return [
    { key: 'unit', title: t('field.unit'), render: (unit) => unit.name },
    {
      key: 'standing',
      title: t('statistics.standing'),
      numeric: true,
      render: (unit) => unit.totals.standing,
    },
    { key: 'made', title: t('statistics.made'), numeric: true, render: (unit) => unit.totals.made },
    { key: 'changed', title: t('statistics.changed'), numeric: true, render: (unit) => unit.totals.changed },
    {
      key: 'released',
      title: t('statistics.released'),
      numeric: true,
      render: (unit) => unit.totals.released,
    },
    {
      key: 'top',
      title: t('statistics.top'),
      numeric: true,
      render: (unit) => shareWords(unit.top, unit.totals.standing),
    },
    {
      key: 'maximum',
      title: t('statistics.maximum'),
      numeric: true,
      render: (unit) => shareWords(unit.totals.atMaximum, unit.totals.standing),
    },
    {
      key: 'basis',
      title: t('statistics.without.basis'),
      numeric: true,
      render: (unit) => shareWords(unit.totals.withoutBasis, unit.totals.basisKnown),
    },
    {
      key: 'outliers',
      title: t('statistics.outlier'),
      render: (unit) => (
        <span className="statistics-flag">
          {unit.outliers.map((kind) => words[kind]).join(t('list.and'))}
        </span>
      ),
    },
  ];
}

function Loaded({ view }: { view: StatisticsView }) {
  const levels = view.levels.filter((level) => level.totals.standing > 0 || level.totals.made > 0);
  return (
    <>
      <Card
        title={t('statistics.by.level')}
        aside={t('statistics.sum', { standing: view.total.standing, made: view.total.made })}
      >
        {levels.length === 0 ? (
          <p className="quiet">{t('statistics.empty')}</p>
        ) : (
          <div className="statistics-two">
            <LevelsChart levels={levels} />
            <UnitsChart units={view.units} />
          </div>
        )}
      </Card>
      {levels.length === 0 ? null : (
        <>
          <Card title={t('statistics.table.level')} flush>
            <RegisterTable
              label={t('statistics.table.level')}
              rows={levels}
              rowKey={(level) => `${level.scheme}/${level.level}`}
              dense
              sort={null}
              onSort={() => undefined}
              columns={levelColumns()}
            />
          </Card>
          <Card title={t('statistics.by.unit')} aside={t('statistics.outlier.how')} flush>
            <RegisterTable
              label={t('statistics.by.unit')}
              rows={view.units}
              rowKey={(unit) => unit.id}
              dense
              sort={null}
              onSort={() => undefined}
              columns={unitColumns()}
            />
          </Card>
        </>
      )}
      <p className="why">{t('statistics.note')}</p>
    </>
  );
}

/** Levels against lengths of term: what stands for how long. */
function LevelsChart({ levels }: { levels: readonly Level[] }) {
  const option = useCallback(
    (tokens: Tokens) => ({
      ...frameOf(tokens),
      xAxis: { type: 'category' as const, data: levels.map((level) => pick(level.title)), ...axisOf(tokens) },
      yAxis: { type: 'value' as const, minInterval: 1, ...axisOf(tokens) },
      series: termBands
        .filter((band) => levels.some((level) => (level.bands[band] ?? 0) > 0))
        .map((band) => ({
          type: 'bar' as const,
          barMaxWidth: 40,
          stack: 'terms',
          name: bandWords(band),
          itemStyle: { color: tokens[bandColours[band]] },
          data: levels.map((level) => level.bands[band] ?? 0),
        })),
    }),
    [levels],
  );
  return <Chart option={option} />;
}

/** Units side by side: how much stands, and how much of it at the longest term. */
function UnitsChart({ units }: { units: readonly UnitLine[] }) {
  const option = useCallback(
    (tokens: Tokens) => ({
      ...frameOf(tokens),
      xAxis: { type: 'value' as const, minInterval: 1, ...axisOf(tokens) },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: units.map((unit) => unit.name),
        ...axisOf(tokens),
      },
      series: [
        {
          type: 'bar' as const,
          barMaxWidth: 40,
          stack: 'units',
          name: t('statistics.chart.maximum'),
          itemStyle: { color: tokens.top },
          data: units.map((unit) => unit.totals.atMaximum),
        },
        {
          type: 'bar' as const,
          barMaxWidth: 40,
          stack: 'units',
          name: t('statistics.chart.shorter'),
          itemStyle: { color: tokens.work },
          data: units.map((unit) => unit.totals.standing - unit.totals.atMaximum),
        },
      ],
    }),
    [units],
  );
  return <Chart option={option} />;
}
