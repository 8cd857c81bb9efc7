import { HomeToday, type ObligationLineView } from '@fengni/kernel/obligation/contract';
import type { z } from 'zod';
import { useState } from 'react';
import { formatDayWithWeekday } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ObligationRow } from '../obligations/obligation-row.tsx';
import { KeyStoreNotice } from '../key-store/key-store-notice.tsx';
import { SignatureRows } from './signature-rows.tsx';
import './home.css';

type Home = z.output<typeof HomeToday>;
type TabKey = 'today' | 'week' | 'waiting' | 'signature';

const homeSeconds = 120;

/** What to do today: what is late first, then by when, then the year. */
export function HomePage() {
  const home = useQueryData({ name: 'home.today', input: {}, output: HomeToday, everySeconds: homeSeconds });
  return (
    <QueryView query={home}>
      {(data) => (
        <PageFrame title={t('home.title')} sub={<HomeSub home={data} />}>
          <KeyStoreNotice />
          {data.late.length === 0 ? null : (
            <Card title={t('home.late', { n: data.counts.late })} flush late>
              <Lines rows={data.late} />
              <More
                shown={data.late.length}
                count={data.counts.late}
                to={paths.obligations({ state: 'late' })}
              />
            </Card>
          )}
          <DueCard home={data} />
          {data.year.length === 0 ? null : <YearCard year={data.year} />}
        </PageFrame>
      )}
    </QueryView>
  );
}

function HomeSub({ home }: { home: Home }) {
  const actor = useActor();
  const late = home.counts.late;
  const words = late === 0 ? t('home.sub.none') : t('home.sub.late', { n: late });
  return <>{[formatDayWithWeekday(home.today), actor.unit, words].join(' · ')}</>;
}

function DueCard({ home }: { home: Home }) {
  const { counts } = home;
  const [tab, setTab] = useState<TabKey>(() => firstTab(home));
  const rows: Record<Exclude<TabKey, 'signature'>, readonly ObligationLineView[]> = {
    today: home.dueToday,
    week: home.thisWeek,
    waiting: home.waitingForOthers,
  };
  const empties = {
    today: t('home.empty.today'),
    week: t('home.empty.week'),
    waiting: t('home.empty.waiting'),
  };
  return (
    <section className="card" aria-label={t('home.due')}>
      <Tabs
        label={t('home.due')}
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'today', label: t('home.tab.today'), count: counts.dueToday },
          { key: 'week', label: t('home.tab.week'), count: counts.thisWeek },
          { key: 'waiting', label: t('home.tab.waiting'), count: counts.waitingForOthers },
          { key: 'signature', label: t('home.tab.signature'), count: counts.forMySignature },
        ]}
      >
        {tab === 'signature' ? <SignatureRows /> : null}
        {tab !== 'signature' && rows[tab].length > 0 ? <Lines rows={rows[tab]} /> : null}
        {tab !== 'signature' && rows[tab].length === 0 ? (
          <EmptyState title={empties[tab]} first={t('home.empty.first')} />
        ) : null}
      </Tabs>
    </section>
  );
}

/** Opens where there is something to do. */
function firstTab({ counts }: Home): TabKey {
  if (counts.dueToday > 0) return 'today';
  if (counts.forMySignature > 0) return 'signature';
  return counts.thisWeek > 0 ? 'week' : 'today';
}

function Lines({ rows }: { rows: readonly ObligationLineView[] }) {
  return (
    <ul className="lines">
      {rows.map((row) => (
        <ObligationRow key={row.id} line={row} />
      ))}
    </ul>
  );
}

function More({ shown, count, to }: { shown: number; count: number; to: string }) {
  if (shown >= count) return null;
  return (
    <p className="home-more">
      <AppLink to={to}>{t('home.more', { n: count - shown })}</AppLink>
    </p>
  );
}

function YearCard({ year }: { year: Home['year'] }) {
  return (
    <Card title={t('home.year')} aside={t('home.year.aside')}>
      <ul className="year-bars">
        {year.map((bar) => (
          <li key={bar.kind}>
            <AppLink to={paths.obligations({ kind: bar.kind })}>
              <span className="year-head">
                <span>{pick(bar.title)}</span>
                <b className="num" aria-hidden>
                  {bar.done}/{bar.owed}
                </b>
              </span>
              <span className="hidden-text">{t('home.year.bar', { done: bar.done, owed: bar.owed })}</span>
              <span className="year-bar" aria-hidden>
                <span style={{ width: `${(100 * bar.done) / Math.max(bar.owed, 1)}%` }} />
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
