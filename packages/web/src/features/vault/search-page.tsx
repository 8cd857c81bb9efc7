import { SearchHits, type SearchHitsView } from '@fengni/server/modules/vault/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { queryKey, readNoticed } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import '../../ui/form.css';
import '../../ui/register.css';

const wordsMax = 60;

/** Looks for words in the text of documents: of those one may know, below 机密. */
export function SearchPage() {
  const id = useId();
  const [filters, changeFilters] = useUrlFilters();
  const words = (filters['words'] ?? '').slice(0, wordsMax);
  const [typed, setTyped] = useState(words);
  return (
    <PageFrame
      title={t('vault.search')}
      crumbs={[
        { label: t('nav.carriers'), to: paths.carriers({ by: 'known' }) },
        { label: t('vault.search') },
      ]}
      sub={t('vault.search.sub')}
    >
      <Card title={t('vault.search.for')}>
        <search>
          <form
            className="form"
            onSubmit={(event: SubmitEvent) => {
              event.preventDefault();
              changeFilters({ words: typed.trim() });
            }}
          >
            <div className="field">
              <label htmlFor={id}>{t('vault.search.words')}</label>
              <Input
                id={id}
                value={typed}
                maxLength={wordsMax}
                allowClear
                aria-describedby={`${id}-why`}
                onChange={(event) => setTyped(event.target.value)}
              />
              <p id={`${id}-why`} className="why">
                {t('vault.search.why')}
              </p>
            </div>
            <div className="form-actions">
              <ActionButton type="primary" htmlType="submit">
                {t('vault.search.go')}
              </ActionButton>
            </div>
          </form>
        </search>
      </Card>
      {words === '' ? null : <Hits key={words} words={words} />}
    </PageFrame>
  );
}

function Hits({ words }: { readonly words: string }) {
  const pages = useInfiniteQuery({
    queryKey: queryKey('vault.search', { words }),
    queryFn: ({ pageParam }) => readNoticed('vault.search', { words, after: pageParam }, SearchHits),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (pages.error !== null)
    return <FaultBox text={presentError(pages.error) ?? ''} onRetry={() => void pages.refetch()} />;
  if (pages.data === undefined) return <Loading />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  const tooShort = pages.data.pages[0]?.tooShort === true;
  return (
    <section className="card" aria-label={t('vault.search.hits')} aria-live="polite">
      {rows.length === 0 && !pages.hasNextPage ? (
        <EmptyState
          title={tooShort ? t('vault.search.short') : t('vault.search.none', { words })}
          first={tooShort ? t('vault.search.short.first') : t('vault.search.none.first')}
        />
      ) : (
        <ul className="lines">
          {rows.map((row) => (
            <Hit key={row.copyId} row={row} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <div className="card-body">
          <ActionButton loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('vault.search.more')}
          </ActionButton>
        </div>
      ) : null}
    </section>
  );
}

function Hit({ row }: { readonly row: SearchHitsView['rows'][number] }) {
  const page = row.page === null ? {} : { page: String(row.page) };
  return (
    <li>
      <LevelChip mark={row.mark} level={row.levelToken} />
      <span className="grow">
        <AppLink to={paths.carrier(row.carrierId, { tab: 'files' })}>
          {row.number} {row.title}
        </AppLink>
        <span className="why">
          {' '}
          {row.fileName}
          {row.page === null ? '' : ` · ${t('vault.search.page', { n: row.page })}`}
        </span>
        <br />…{row.before}
        <mark>{row.words}</mark>
        {row.after}…
      </span>
      <AppLink to={paths.viewCopy(row.copyId, page)}>{t('vault.files.view')}</AppLink>
    </li>
  );
}
