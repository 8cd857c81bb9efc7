import { type JsonObject, type LoadTx, defineCommand, defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { settleCalendar } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { builtinPacks } from '@fengni/schemes/packs';
import { RecordFiling, Statistics, type StatisticsView, StatisticsQuery } from './contract.ts';
import { reviewPolicy } from './policy.ts';
import {
  type Change,
  type Figure,
  type OutlierKind,
  type Part,
  type TermBand,
  countBands,
  isOutlier,
  longestTerms,
  reportedScheme,
  reviewedSchemes,
  totalOf,
} from './rules.ts';
import { db, refuse } from './store.ts';
import { filings } from './tables.ts';

interface FigureRow {
  unit_id: string;
  scheme: string;
  level: string;
  kind: 'original' | 'derived';
  band: TermBand;
  at_maximum: boolean;
  with_basis: boolean | null;
  made: boolean;
  matters: number;
}

/** Figures and changes of a unit and what lies below it, over what the caller handles. */
async function readFigures(
  tx: Pick<LoadTx, 'readSql'>,
  the: { readonly path: string; readonly year: number; readonly schemes: readonly string[] },
): Promise<{ readonly figures: readonly Figure[]; readonly changes: readonly Change[] }> {
  const rows = await tx.readSql<FigureRow>('select * from classification_figures($1, $2, $3)', [
    the.path,
    the.year,
    JSON.stringify(longestTerms()),
  ]);
  const changed = await tx.readSql<{ unit_id: string; kind: string; scheme: string; changes: number }>(
    'select * from classification_changes($1, $2)',
    [the.path, the.year],
  );
  return {
    figures: rows
      .filter((row) => the.schemes.includes(row.scheme))
      .map((row) => ({
        unitId: row.unit_id,
        scheme: row.scheme,
        level: row.level,
        kind: row.kind,
        band: row.band,
        atMaximum: row.at_maximum,
        withBasis: row.with_basis,
        made: row.made,
        matters: row.matters,
      })),
    changes: changed
      .filter((row) => the.schemes.includes(row.scheme))
      .map((row) => ({ unitId: row.unit_id, kind: row.kind, changes: row.changes })),
  };
}

/** Code of the highest level of the scheme that is reported. */
function topLevel(): string {
  const levels = builtinPacks.get(reportedScheme)?.levels ?? [];
  return levels.toSorted((a, b) => b.rank - a.rank)[0]?.code ?? '';
}

const partsOf: Readonly<Record<OutlierKind, (figures: readonly Figure[]) => Part>> = {
  maximum: (figures) => {
    const { standing, atMaximum } = totalOf(figures, []);
    return { of: standing, part: atMaximum };
  },
  basis: (figures) => {
    const { basisKnown, withoutBasis } = totalOf(figures, []);
    return { of: basisKnown, part: withoutBasis };
  },
  top: (figures) => {
    const reported = figures.filter((one) => one.scheme === reportedScheme);
    const top = totalOf(
      reported.filter((one) => one.level === topLevel()),
      [],
    );
    return { of: totalOf(reported, []).standing, part: top.standing };
  },
};

function outliersOf(own: readonly Figure[], others: readonly Figure[]): OutlierKind[] {
  const kinds: readonly OutlierKind[] = ['maximum', 'basis', 'top'];
  return kinds.filter((kind) => isOutlier(partsOf[kind](own), partsOf[kind](others)));
}

/** Levels of these schemes, the highest of each first, each with its figures. */
function byLevel(figures: readonly Figure[], schemes: readonly string[]): StatisticsView['levels'] {
  return schemes.flatMap((scheme) =>
    (builtinPacks.get(scheme)?.levels ?? [])
      .toSorted((a, b) => b.rank - a.rank)
      .map((level) => {
        const own = figures.filter((one) => one.scheme === scheme && one.level === level.code);
        return {
          scheme,
          level: level.code,
          title: { zh: level.zh, en: level.en },
          token: level.colour,
          totals: totalOf(own, []),
          bands: countBands(own),
        };
      }),
  );
}

/** The statistics of a unit and a year, with every unit below it against the others. */
async function readStatistics(
  tx: Pick<LoadTx, 'readSql' | 'read' | 'readOne'>,
  the: { readonly unitId: string; readonly year: number; readonly schemes: readonly string[] },
): Promise<StatisticsView> {
  const unit = await tx.readOne(
    db.selectFrom('unit').select(['id', 'name', 'path']).where('id', '=', the.unitId),
  );
  if (unit === undefined) throw refuseKernel('not.found');
  const { figures, changes } = await readFigures(tx, { ...the, path: unit.path });
  const ids = [...new Set([...figures, ...changes].map((one) => one.unitId))];
  const named = await tx.readSql<{ id: string; name: string }>(
    'select id, name from unit where id = any($1) order by path',
    [ids],
  );
  const filing = await tx.readOne(
    db
      .selectFrom('classification_filing as f')
      .innerJoin('person as p', 'p.id', 'f.filed_by')
      .select(['f.filed_on', 'f.filed_to', 'f.receipt_no', 'p.name'])
      .where('f.unit_id', '=', unit.id)
      .where('f.year', '=', the.year),
  );
  return {
    unit: unit.name,
    year: the.year,
    total: totalOf(figures, changes),
    bands: countBands(figures),
    levels: byLevel(figures, the.schemes),
    units: named.map(({ id, name }) => {
      const own = figures.filter((one) => one.unitId === id);
      const others = figures.filter((one) => one.unitId !== id);
      return {
        id,
        name,
        totals: totalOf(
          own,
          changes.filter((one) => one.unitId === id),
        ),
        top: partsOf.top(own).part,
        outliers: outliersOf(own, others),
      };
    }),
    filing:
      filing === undefined
        ? null
        : {
            filedOn: filing.filed_on,
            filedTo: filing.filed_to,
            receiptNo: filing.receipt_no,
            filedBy: filing.name,
          },
  };
}

/** What the same-level bureau is told: state secrets alone. */
export function readReport(
  tx: Pick<LoadTx, 'readSql' | 'read' | 'readOne'>,
  the: { readonly unitId: string; readonly year: number },
): Promise<StatisticsView> {
  return readStatistics(tx, { ...the, schemes: [reportedScheme] });
}

const statistics = defineQuery({
  name: 'classification.statistics',
  title: { zh: '定密统计', en: 'Statistics of classification' },
  input: StatisticsQuery,
  output: Statistics,
  rule: reviewPolicy['classification.statistics.read'],
  run: (tx, { input }) => readStatistics(tx, { ...input, schemes: reviewedSchemes }),
});

/** What stays on record of what was told the bureau: totals, and each level of the scheme reported. */
function describeFigures(view: StatisticsView): JsonObject {
  return {
    total: { ...view.total },
    levels: view.levels.map((level) => ({ level: level.level, ...level.totals })),
  };
}

/** Records that last year's statistics went to the same-level bureau: ends the calendar's duty of the year after. */
const recordFiling = defineCommand({
  name: 'classification.recordFiling',
  title: { zh: '登记定密统计报送', en: 'Record the filing of statistics' },
  input: RecordFiling,
  rule: reviewPolicy['classification.statistics.file'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    return { unit, view: await readReport(tx, { unitId: unit.id, year: input.year }) };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ unit }) => unit.id,
  async handle(tx, { input, target: { unit, view }, actor }) {
    if (view.filing !== null)
      throw refuse('classification.filed', { year: input.year, day: view.filing.filedOn });
    if (input.filedOn > tx.today || input.filedOn <= `${input.year}-12-31`)
      throw refuse('classification.filed.on');
    await tx.insert(filings, {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      year: input.year,
      filed_on: input.filedOn,
      filed_to: input.filedTo,
      receipt_no: input.receiptNo,
      counts: describeFigures(view),
      filed_at: tx.now,
      filed_by: actor.personId,
    });
    await settleCalendar(tx, {
      kind: calendarKind(reportedScheme, 'classification-statistics'),
      unitId: unit.id,
      year: input.year + 1,
      byId: actor.personId,
    });
    return { result: { unitId: unit.id, year: input.year } };
  },
});

export const statisticsQueries = [statistics];
export const statisticsCommands = [recordFiling];
