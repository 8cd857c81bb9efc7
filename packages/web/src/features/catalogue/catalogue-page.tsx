import { CataloguePage as Contract, type ItemView } from '@fengni/server/modules/catalogue/contract';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useDownload } from '../carriers/download.ts';
import { pageAction } from '../keeping/copy-words.ts';
import { CatalogueDialog, type CatalogueAct } from './catalogue-dialog.tsx';
import { catalogueStateWords, listTitle } from './catalogue-words.ts';
import { CompareTab } from './compare-tab.tsx';
import { ItemDialog } from './item-dialog.tsx';
import { ItemsTable } from './items-table.tsx';
import { usePosts } from './use-posts.ts';
import './catalogue.css';

export type Catalogue = z.output<typeof Contract>;

/** One version of a list of matters: written as a draft, read and compared ever after. */
export function CataloguePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'catalogue.open', input: { catalogueId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded key={data.id} list={data} />}</QueryView>;
}

function Loaded({ list }: { list: Catalogue }) {
  const [act, setAct] = useState<CatalogueAct | null>(null);
  const [filters, changeFilters] = useUrlFilters();
  const tab = filters['tab'] === 'compare' || filters['tab'] === 'record' ? filters['tab'] : 'items';
  const title = `${list.unit} ${listTitle(list.scheme)}`;
  const actions = useActions(list, setAct);
  return (
    <PageFrame
      title={`${title} ${t('catalogue.version.of', { n: list.version })}`}
      chip={list.mark === '' ? undefined : <LevelChip mark={list.mark} level={list.colour} large />}
      crumbs={[{ label: t('nav.catalogue'), to: paths.catalogues() }, { label: title }]}
      sub={<NextWords list={list} />}
      wide
      actions={<ActionBar next={list.next} actions={actions} />}
    >
      <Tabs
        label={title}
        current={tab}
        onChange={(next) => changeFilters({ tab: next === 'items' ? '' : next })}
        tabs={[
          { key: 'items', label: t('catalogue.items'), count: list.items.length },
          { key: 'compare', label: t('catalogue.tab.compare') },
          { key: 'record', label: t('catalogue.tab.record') },
        ]}
      >
        {tab === 'items' ? <Items list={list} onAct={setAct} /> : null}
        {tab === 'compare' ? <CompareTab list={list} /> : null}
        {tab === 'record' ? <Record list={list} /> : null}
      </Tabs>
      {act === null ? null : (
        <CatalogueDialog key={act.key} act={act} list={list} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

function useActions(list: Catalogue, onAct: (act: CatalogueAct) => void): PageAction[] {
  const router = useRouter();
  const download = useDownload();
  const { actions } = list;
  const taken = { catalogueId: list.id };
  const unknown = list.known ? null : t('catalogue.unknown.why');
  const deeds: PageAction[] = [
    pageAction(actions, {
      command: 'catalogue.putItem',
      label: t('catalogue.item.new'),
      onDo: () => onAct({ key: 'new' }),
    }),
    pageAction(actions, {
      command: 'catalogue.submit',
      label: t('catalogue.submit'),
      onDo: () => onAct({ key: 'submit' }),
    }),
    pageAction(actions, {
      command: 'catalogue.importItems',
      label: t('catalogue.import'),
      onDo: () => router.history.push(paths.importCatalogue({ catalogue: list.id })),
    }),
    pageAction(actions, {
      command: 'catalogue.stateMark',
      label: t('catalogue.mark.state'),
      onDo: () => onAct({ key: 'mark' }),
    }),
    pageAction(actions, {
      command: 'catalogue.recordFiling',
      label: t('catalogue.file'),
      onDo: () => onAct({ key: 'file' }),
    }),
    pageAction(actions, {
      command: 'catalogue.confirmReview',
      label: t('catalogue.review'),
      onDo: () => onAct({ key: 'review' }),
    }),
    pageAction(actions, {
      command: 'catalogue.begin',
      label: t('catalogue.begin.next'),
      onDo: () => onAct({ key: 'begin' }),
    }),
    {
      key: 'print',
      label: t('catalogue.print'),
      disabledReason: unknown ?? download.fault,
      onDo: () => void download.run('catalogue.print', taken),
    },
    {
      key: 'download',
      label: t('catalogue.download'),
      disabledReason: unknown,
      onDo: () => void download.run('catalogue.download', taken),
    },
    pageAction(actions, {
      command: 'catalogue.drop',
      label: t('catalogue.drop'),
      danger: true,
      onDo: () => onAct({ key: 'drop' }),
    }),
  ];
  // a draft has nothing to review or file, and what is in force nothing to write
  const idle =
    list.state === 'draft'
      ? ['recordFiling', 'confirmReview', 'begin']
      : ['putItem', 'submit', 'importItems', 'stateMark', 'drop'];
  return deeds.filter((deed) => !idle.includes(deed.key.replace('catalogue.', '')));
}

/** In one sentence, what is being waited for. */
function NextWords({ list }: { list: Catalogue }) {
  if (list.approvalId !== null)
    return <AppLink to={paths.approval(list.approvalId)}>{t('catalogue.next.approval')}</AppLink>;
  if (!list.known) return t('catalogue.next.unknown');
  if (list.state === 'draft')
    return list.items.length === 0 ? t('catalogue.next.fill') : t('catalogue.next.submit');
  if (list.state === 'in-force') {
    return list.filedOn === null
      ? t('catalogue.next.file')
      : t('catalogue.next.review', { day: formatDay(list.reviewedOn ?? list.inForceFrom ?? '') });
  }
  return catalogueStateWords(list.state);
}

function Items({ list, onAct }: { list: Catalogue; onAct: (act: CatalogueAct) => void }) {
  const [editing, setEditing] = useState<ItemView | null>(null);
  const editable = list.actions.some((one) => one.command === 'catalogue.putItem' && one.allowed);
  const order = useCommand({ name: 'catalogue.orderItems', faults: 'toast' });
  const posts = usePosts(list, editable);
  function move(item: ItemView, by: -1 | 1) {
    const ids = list.items.map((one) => one.id);
    const at = ids.indexOf(item.id);
    const other = ids[at + by];
    if (other === undefined || order.busy) return;
    ids.splice(at, 1, other);
    ids.splice(at + by, 1, item.id);
    void order.run({ catalogueId: list.id, itemIds: ids });
  }
  const edit = {
    onOpen: setEditing,
    onNew: () => onAct({ key: 'new' }),
    onDrop: (item: ItemView) => onAct({ key: `drop-${item.id}`, dropping: item }),
    onMove: move,
  };
  return (
    <Card title={t('catalogue.items')} aside={editable ? t('catalogue.keys') : null} flush>
      {list.known ? null : <p className="card-body quiet">{t('catalogue.unknown')}</p>}
      {list.items.length === 0 ? (
        <EmptyState title={t('catalogue.draft.empty')} first={t('catalogue.draft.empty.first')} />
      ) : (
        <ItemsTable items={list.items} {...(editable ? { edit } : {})} />
      )}
      {editing === null ? null : (
        <ItemDialog
          catalogueId={list.id}
          scheme={list.scheme}
          item={editing}
          posts={posts}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

function Record({ list }: { list: Catalogue }) {
  return (
    <>
      <Card title={t('catalogue.facts')}>
        <KeyValues
          rows={[
            [t('field.state'), catalogueStateWords(list.state, list.approvalId !== null)],
            [
              t('catalogue.mark.how'),
              list.markStated ? t('catalogue.mark.stated') : t('catalogue.mark.highest'),
            ],
            [t('catalogue.begun.by'), `${list.begunBy} ${formatDay(list.begunOn)}`],
            [t('catalogue.from'), list.inForceFrom === null ? t('value.none') : formatDay(list.inForceFrom)],
            [
              t('catalogue.filed'),
              list.filedOn === null
                ? t('value.none')
                : [formatDay(list.filedOn), list.filedWith, list.filedNo].join(' '),
            ],
          ]}
        />
      </Card>
      <Card title={t('catalogue.consents')} flush>
        <Lines
          empty={t('catalogue.consents.none')}
          rows={list.consents.map((one) => ({
            key: `${one.step}-${one.at}`,
            what: `${one.person} ${one.step}`,
            when: formatInstant(one.at),
          }))}
        />
      </Card>
      <Card title={t('catalogue.reviews')} flush>
        <Lines
          empty={t('catalogue.reviews.none')}
          rows={list.reviews.map((one, i) => ({
            key: `${one.on}-${i}`,
            what: `${one.by} ${one.outcome === 'unchanged' ? t('catalogue.review.unchanged') : t('catalogue.review.new')}`,
            when: formatDay(one.on),
          }))}
        />
      </Card>
    </>
  );
}

function Lines(props: {
  readonly empty: string;
  readonly rows: readonly { readonly key: string; readonly what: string; readonly when: string }[];
}) {
  if (props.rows.length === 0) return <p className="card-body quiet">{props.empty}</p>;
  return (
    <ul className="lines">
      {props.rows.map((row) => (
        <li key={row.key}>
          <span className="grow">{row.what}</span>
          <span className="why num">{row.when}</span>
        </li>
      ))}
    </ul>
  );
}
