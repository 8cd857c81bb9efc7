import { CataloguePage as Contract } from '@fengni/server/modules/catalogue/contract';
import { type ComparedField, compareItems } from '@fengni/server/modules/catalogue/rules';
import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { DiffList, type Difference } from '../../ui/diff-list.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Catalogue } from './catalogue-page.tsx';
import { catalogueStateWords, fieldWords, originWords } from './catalogue-words.ts';

type Line = Catalogue['items'][number];

/** What differs from another version, line by line; from the one before unless another is chosen. */
export function CompareTab({ list }: { list: Catalogue }) {
  const id = useId();
  const [filters, changeFilters] = useUrlFilters();
  const others = list.versions.filter((one) => one.id !== list.id);
  const before = others.find((one) => one.version < list.version) ?? others[0];
  const chosen = others.find((one) => one.id === filters['with']) ?? before;
  if (chosen === undefined) return <p className="card-body quiet">{t('catalogue.compare.none')}</p>;
  return (
    <Card
      title={t('catalogue.tab.compare')}
      aside={
        <label htmlFor={id}>
          {t('catalogue.compare.with')}{' '}
          <select
            id={id}
            className="native-field toolbar-select"
            value={chosen.id}
            onChange={(event) => changeFilters({ with: event.target.value })}
          >
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {`${t('catalogue.version.of', { n: one.version })} ${catalogueStateWords(one.state)}`}
              </option>
            ))}
          </select>
        </label>
      }
      flush
    >
      <Differences list={list} otherId={chosen.id} />
    </Card>
  );
}

function Differences({ list, otherId }: { list: Catalogue; otherId: string }) {
  const other = useQueryData({ name: 'catalogue.open', input: { catalogueId: otherId }, output: Contract });
  return (
    <QueryView query={other}>
      {(data) => {
        const differences =
          data.version < list.version
            ? compareItems(data.items, list.items)
            : compareItems(list.items, data.items);
        if (differences.length === 0) return <p className="card-body quiet">{t('catalogue.compare.same')}</p>;
        return (
          <ul className="lines">
            {differences.map((one) => (
              <li key={one.lineId}>
                <span className="why difference-kind">{kindWords(one.kind)}</span>
                <div className="grow">
                  <strong>{(one.after ?? one.before)?.name}</strong>{' '}
                  <span className="why">{(one.after ?? one.before)?.mark}</span>
                  {one.before === null || one.after === null ? null : (
                    <DiffList differences={changesOf(one.fields, one.before, one.after)} />
                  )}
                </div>
              </li>
            ))}
          </ul>
        );
      }}
    </QueryView>
  );
}

function kindWords(kind: 'added' | 'dropped' | 'changed'): string {
  const words = {
    added: t('catalogue.added'),
    dropped: t('catalogue.dropped'),
    changed: t('catalogue.changed'),
  };
  return words[kind];
}

function changesOf(fields: readonly ComparedField[], before: Line, after: Line): Difference[] {
  const value = (item: Line, field: ComparedField) =>
    field === 'origin' ? originWords(item.origin) : item[field];
  return fields.map((field) => ({
    name: fieldWords(field),
    before: value(before, field),
    after: value(after, field),
  }));
}
