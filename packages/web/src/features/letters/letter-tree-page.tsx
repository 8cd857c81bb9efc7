import { LetterTree } from '@fengni/server/modules/letters/contract';
import { letterKinds } from '@fengni/server/modules/letters/rules';
import { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { kindChoices, stateWords, yearChoices } from './letter-words.ts';
import '../../ui/form.css';
import './letters.css';

type Unit = z.output<typeof LetterTree>['units'][number];
interface Branch extends Unit {
  readonly depth: number;
}

/** Units in the order of the tree, each with its depth below the topmost the caller sees. */
function branchesOf(units: readonly Unit[]): Branch[] {
  const ids = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : '',
  );
  const walk = (parentId: string, depth: number): Branch[] =>
    (below.get(parentId) ?? []).flatMap((unit) => [{ ...unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk('', 0);
}

/** Units that have letters, and those on the way to them. */
function withLetters(branches: readonly Branch[]): Branch[] {
  const parents = new Map(branches.map((unit) => [unit.id, unit.parentId]));
  const kept = new Set<string>();
  for (const unit of branches) {
    if (unit.issued === 0) continue;
    for (
      let id: string | null | undefined = unit.id;
      typeof id === 'string' && !kept.has(id);
      id = parents.get(id)
    )
      kept.add(id);
  }
  return branches.filter((unit) => kept.has(unit.id));
}

/** Who has signed and who has not, unit by unit down the tree (ORG-3). */
export function LetterTreePage() {
  const [filters, changeFilters] = useUrlFilters();
  const thisYear = Number(todayHere().slice(0, 4));
  const kind = z.enum(letterKinds).safeParse(filters['kind']).data ?? 'responsibility';
  const year = z.coerce.number().int().min(2000).max(2200).safeParse(filters['year']).data ?? thisYear;
  const all = filters['all'] === '1';
  const tree = useQueryData({
    name: 'letter.tree',
    input: { year, kind },
    output: LetterTree,
    keepLast: true,
  });
  return (
    <PageFrame
      title={t('letter.tree')}
      sub={t('letter.tree.sub')}
      crumbs={[{ label: t('nav.letters'), to: paths.letters() }, { label: t('letter.tree') }]}
      actions={
        <>
          <select
            className="native-field"
            aria-label={t('letter.kind')}
            value={kind}
            onChange={(event) => changeFilters({ kind: event.target.value })}
          >
            {kindChoices().map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <select
            className="native-field"
            aria-label={t('letter.year')}
            value={String(year)}
            onChange={(event) => changeFilters({ year: event.target.value })}
          >
            {yearChoices(thisYear).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </>
      }
    >
      <QueryView query={tree}>
        {({ units }) =>
          units.length === 0 ? (
            <EmptyState title={t('letter.tree.empty')} first={t('letter.tree.empty.first')} />
          ) : (
            <Card
              title={t('letter.tree.units')}
              aside={
                <label className="field-choice">
                  <input
                    type="checkbox"
                    checked={all}
                    onChange={(event) => changeFilters({ all: event.target.checked ? '1' : '' })}
                  />
                  {t('letter.tree.all', { n: units.filter((unit) => unit.issued === 0).length })}
                </label>
              }
              flush
            >
              <ul className="lines">
                {(all ? branchesOf(units) : withLetters(branchesOf(units))).map((unit) => (
                  <li key={unit.id} style={{ paddingInlineStart: `${16 + unit.depth * 20}px` }}>
                    <UnitLine unit={unit} year={year} kind={kind} />
                  </li>
                ))}
              </ul>
            </Card>
          )
        }
      </QueryView>
    </PageFrame>
  );
}

function UnitLine({ unit, year, kind }: { unit: Unit; year: number; kind: string }) {
  const filters = { unit: unit.id, year: String(year), kind };
  return (
    <>
      <span className="grow">
        <AppLink to={paths.letters(filters)}>{unit.name}</AppLink>
        {unit.unsigned.length === 0 ? null : (
          <span className="why">
            {' '}
            {unit.unsigned.map((one, i) => (
              <span key={one.letterId}>
                {i === 0 ? '' : t('list.and')}
                <AppLink
                  to={paths.letter(one.letterId)}
                >{`${one.person}（${stateWords(one.state)}）`}</AppLink>
              </span>
            ))}
          </span>
        )}
      </span>
      <span className={unit.late > 0 ? 'late num' : 'num'}>
        {unit.issued === 0
          ? t('letter.tree.none')
          : t('letter.tree.signed', { done: unit.complete, all: unit.issued })}
      </span>
    </>
  );
}
