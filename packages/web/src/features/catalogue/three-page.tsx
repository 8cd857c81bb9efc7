import { ThreePage as Contract } from '@fengni/server/modules/catalogue/contract';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RuleNote } from '../../ui/rule-note.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { gradeWords } from '../organisation/org-words.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { catalogueStateWords, gapWords } from './catalogue-words.ts';
import { PlaceDialog, type PlaceAct } from './place-dialog.tsx';
import { PlacesCard } from './places-card.tsx';
import './catalogue.css';

export type Three = z.output<typeof Contract>;

/** What is secret, where it is kept, who has to do with it: beside one another, with what does not fit. */
export function ThreePage() {
  const [filters, changeFilters] = useUrlFilters();
  const id = useId();
  const unitId = z.uuid().safeParse(filters['unit']);
  const placeId = z.uuid().safeParse(filters['place']);
  const page = useQueryData({
    name: 'catalogue.three',
    input: { unitId: unitId.success ? unitId.data : null, placeId: placeId.success ? placeId.data : null },
    output: Contract,
    keepLast: true,
  });
  return (
    <QueryView query={page}>
      {(data) => (
        <Loaded
          three={data}
          picker={
            <div className="field three-unit">
              <label htmlFor={id}>{t('field.unit')}</label>
              <UnitPicker
                key={data.unitId}
                id={id}
                value={data.unitId}
                onChange={(value) => {
                  if (typeof value === 'string') changeFilters({ unit: value, place: '' });
                }}
              />
            </div>
          }
        />
      )}
    </QueryView>
  );
}

function Loaded({ three, picker }: { three: Three; picker: ReactNode }) {
  const router = useRouter();
  const [beginning, setBeginning] = useState(false);
  const [act, setAct] = useState<PlaceAct | null>(null);
  return (
    <PageFrame
      title={t('three.of', { unit: three.unit })}
      crumbs={[{ label: t('nav.catalogue'), to: paths.catalogues() }, { label: t('three.title') }]}
      sub={t('three.sub')}
      wide
      actions={
        <ActionBar
          next={three.list === null ? 'catalogue.begin' : 'keyPlace.propose'}
          actions={[
            pageAction(three.actions, {
              command: 'keyPlace.propose',
              label: t('place.propose'),
              onDo: () => setAct({ key: 'propose' }),
            }),
            pageAction(three.actions, {
              command: 'catalogue.begin',
              label: t('catalogue.begin'),
              onDo: () => setBeginning(true),
            }),
          ]}
        />
      }
    >
      {picker}
      <Gaps three={three} />
      <div className="three-columns">
        <div>
          <MattersCard three={three} />
        </div>
        <div>
          <PlacesCard places={three.places} onAct={setAct} />
        </div>
        <div>
          <PostsCard three={three} />
        </div>
      </div>
      <BeginDialog
        open={beginning}
        onClose={() => setBeginning(false)}
        initial={{ unitId: three.unitId, scheme: 'cn-state-secret' }}
        onBegun={(id) => router.history.push(paths.catalogue(id))}
      />
      {act === null ? null : (
        <PlaceDialog key={act.key} act={act} unitId={three.unitId} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

function Gaps({ three }: { three: Three }) {
  if (three.gaps.length === 0)
    return (
      <Card title={t('three.gaps')}>
        <p className="ok">{t('three.gaps.none')}</p>
      </Card>
    );
  return (
    <Card title={t('three.gaps.n', { n: three.gaps.length })} late flush>
      <ul className="lines">
        {three.gaps.map((gap) => (
          <li key={`${gap.code}-${gap.about}`}>{gapWords(gap)}</li>
        ))}
      </ul>
    </Card>
  );
}

const shownMax = 15;

function MattersCard({ three }: { three: Three }) {
  const { list } = three;
  if (list === null)
    return (
      <Card title={t('three.matters')} flush>
        <EmptyState title={t('three.matters.empty')} first={t('three.matters.first')} />
      </Card>
    );
  const to = paths.catalogue(list.id);
  return (
    <Card
      title={t('three.matters')}
      aside={<AppLink to={to}>{t('catalogue.version.of', { n: list.version })}</AppLink>}
      flush
    >
      <p className="card-body why">
        {[
          catalogueStateWords(list.state),
          list.inForceFrom === null ? '' : t('scopes.since', { day: formatDay(list.inForceFrom) }),
          list.filedOn === null ? t('catalogue.unfiled') : t('three.filed', { day: formatDay(list.filedOn) }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {list.known ? null : <p className="card-body quiet">{t('catalogue.unknown')}</p>}
      <ul className="lines">
        {list.items.slice(0, shownMax).map((item) => (
          <li key={item.id}>
            <span className="grow">
              <span className="num why">{item.number}</span> {item.name}
            </span>
            <LevelChip mark={item.mark} level={item.colour} />
          </li>
        ))}
        {list.items.length <= shownMax ? null : (
          <li>
            <AppLink to={to}>{t('catalogue.import.more', { n: list.items.length - shownMax })}</AppLink>
          </li>
        )}
      </ul>
    </Card>
  );
}

function PostsCard({ three }: { three: Three }) {
  return (
    <Card
      title={t('three.posts')}
      aside={<AppLink to={paths.unit(three.unitId)}>{t('three.posts.keep')}</AppLink>}
      flush
    >
      {three.posts.length === 0 ? (
        <EmptyState title={t('three.posts.empty')} first={t('three.posts.first')} />
      ) : (
        <ul className="lines">
          {three.posts.map((post) => (
            <li key={post.id}>
              <span className="grow">
                {post.name} <span className="why">{post.unit}</span>
                <br />
                {post.holders.length === 0 ? (
                  <span className="late">{t('org.posts.vacant')}</span>
                ) : (
                  post.holders.map((holder) => (
                    <span key={holder.personId}>
                      <AppLink to={paths.person(holder.personId)}>{holder.name}</AppLink>{' '}
                    </span>
                  ))
                )}
              </span>
              <span className="why">{gradeWords(post.grade)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="card-body">
        <RuleNote text={t('three.posts.rule')} source={t('three.posts.source')} confidence="verified" />
      </div>
    </Card>
  );
}
