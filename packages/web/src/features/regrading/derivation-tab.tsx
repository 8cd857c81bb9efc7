import {
  AddSource,
  SourcesGraph,
  type SourcesGraphView,
  mannerTitles,
  manners,
} from '@fengni/server/modules/classification/sources/contract';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import { AppLink } from '../../ui/link.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { whyNotAction } from '../keeping/copy-words.ts';
import { CarrierPicker } from './carrier-picker.tsx';
import { layOutGraph, nodeHeight, nodeWidth, walkGraph } from './lay-out-graph.ts';
import './regrading.css';

/** What the carrier rests on and what rests on it: drawn, and as a list. */
export function DerivationTab({ carrierId }: { readonly carrierId: string }) {
  const graph = useQueryData({ name: 'sources.graph', input: { carrierId }, output: SourcesGraph });
  return <QueryView query={graph}>{(view) => <Derivation carrierId={carrierId} view={view} />}</QueryView>;
}

interface ViewProps {
  readonly carrierId: string;
  readonly view: SourcesGraphView;
}

function Derivation({ carrierId, view }: ViewProps) {
  const [adding, setAdding] = useState(false);
  const add = (
    <ActionButton
      disabledReason={whyNotAction(view.actions.find((one) => one.command === 'sources.add'))}
      onClick={() => setAdding(true)}
    >
      {t('derivation.add')}
    </ActionButton>
  );
  return (
    <>
      {view.edges.length === 0 ? (
        <EmptyState title={t('derivation.none')} first={t('derivation.none.first')} actions={add} />
      ) : (
        <>
          <div className="card-body batch-line">
            <span className="quiet">{view.more ? t('derivation.more') : t('derivation.how')}</span>
            {add}
          </div>
          <Picture carrierId={carrierId} view={view} />
          <EdgeList view={view} />
        </>
      )}
      {adding ? <AddDialog carrierId={carrierId} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function Picture({ carrierId, view }: ViewProps) {
  const router = useRouter();
  const svg = useRef<SVGSVGElement>(null);
  const picture = useMemo(() => layOutGraph(view), [view]);
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const [at, setAt] = useState(carrierId);
  function open(id: string) {
    if (nodes.get(id)?.number != null) router.history.push(paths.carrier(id, { tab: 'derivation' }));
  }
  function onKey(event: KeyboardEvent, id: string) {
    const next = walkGraph(view, picture, id, event.key);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    svg.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  }
  return (
    <section className="derivation-view" aria-label={t('derivation.picture')}>
      <svg ref={svg} width={picture.width} height={picture.height}>
        <defs>
          <marker
            id="derivation-arrow"
            viewBox="0 0 8 8"
            refX="8"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path className="derivation-arrow" d="M0,0 L8,4 L0,8 Z" />
          </marker>
        </defs>
        {picture.edges.map((edge) => (
          <path
            key={edge.id}
            className="derivation-edge"
            d={`M${edge.points.map((point) => `${point.x},${point.y}`).join(' L')}`}
            markerEnd="url(#derivation-arrow)"
          />
        ))}
        {picture.edges.map((edge) => {
          const manner = view.edges.find((one) => one.id === edge.id)?.manner ?? 'summary';
          return (
            <text key={edge.id} className="derivation-manner" x={edge.middle.x + 4} y={edge.middle.y}>
              {pick(mannerTitles[manner])}
            </text>
          );
        })}
        {picture.nodes.map((place) => {
          const node = nodes.get(place.id);
          if (node === undefined) return null;
          return (
            <g key={place.id} transform={`translate(${place.x},${place.y})`}>
              <a
                data-node={place.id}
                className={nodeClass(node, carrierId)}
                href={node.number === null ? undefined : paths.carrier(place.id, { tab: 'derivation' })}
                tabIndex={at === place.id ? 0 : -1}
                aria-label={nodeWords(node)}
                onClick={(event) => {
                  event.preventDefault();
                  open(place.id);
                }}
                onKeyDown={(event) => onKey(event, place.id)}
                onFocus={() => setAt(place.id)}
              >
                <rect width={nodeWidth} height={nodeHeight} rx={4} />
                <text x={8} y={18}>
                  {node.number === null
                    ? shorten(node.title ?? '', 13)
                    : shorten(`${node.number}　${node.mark ?? ''}`, 22)}
                </text>
                <text className="node-sub" x={8} y={36}>
                  {node.number === null
                    ? t('derivation.elsewhere')
                    : shorten(node.title ?? t('derivation.untitled'), 13)}
                </text>
              </a>
            </g>
          );
        })}
      </svg>
    </section>
  );
}

type GraphNode = SourcesGraphView['nodes'][number];

function nodeClass(node: GraphNode, self: string): string {
  return [
    'derivation-node',
    node.id === self ? 'is-self' : '',
    node.toReview ? 'to-review' : '',
    node.releasedOn === null ? '' : 'is-released',
  ]
    .filter((one) => one !== '')
    .join(' ');
}

function nodeWords(node: GraphNode): string {
  return [node.number, node.mark, node.title, node.toReview ? t('derivation.toreview') : null]
    .filter((one) => one !== null)
    .join(' ');
}

function shorten(text: string, charsMax: number): string {
  return text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text;
}

/** The same as sentences, with the way to take an edge back. */
function EdgeList({ view }: { readonly view: SourcesGraphView }) {
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const drop = useCommand({ name: 'sources.drop', faults: 'toast', doneText: t('derivation.dropped') });
  return (
    <ul className="derivation-list">
      {view.edges.map((edge) => (
        <li key={edge.id}>
          <NodeName node={nodes.get(edge.to)} />
          <span className="quiet">
            {t('derivation.restson', { manner: pick(mannerTitles[edge.manner]) })}
          </span>
          <NodeName node={nodes.get(edge.from)} />
          {edge.mayDrop ? (
            <ActionButton type="text" loading={drop.busy} onClick={() => void drop.run({ edgeId: edge.id })}>
              {t('derivation.drop')}
            </ActionButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function NodeName({ node }: { readonly node: GraphNode | undefined }) {
  if (node === undefined) return null;
  if (node.number === null) return <span>{node.title}</span>;
  return (
    <span>
      <AppLink to={paths.carrier(node.id, { tab: 'derivation' })}>{node.number}</AppLink>
      {node.title === null ? '' : ` ${node.title}`}
      {node.toReview ? <span className="late"> {t('derivation.toreview')}</span> : null}
    </span>
  );
}

function pickCarrier(control: CustomControl) {
  return <CarrierPicker {...control} />;
}

function AddDialog({ carrierId, onClose }: { readonly carrierId: string; readonly onClose: () => void }) {
  return (
    <FormDialog
      title={t('derivation.add')}
      open
      onClose={onClose}
      contract={AddSource}
      command="sources.add"
      fixed={{ carrierId }}
      initial={{ manner: 'summary' }}
      submitLabel={t('derivation.add')}
      doneText={t('derivation.added')}
      fields={[
        {
          name: 'sourceId',
          label: t('derivation.source'),
          kind: 'custom',
          optional: 'null',
          why: t('derivation.source.why'),
          control: pickCarrier,
        },
        {
          name: 'words',
          label: t('derivation.words'),
          kind: 'text',
          optional: 'absent',
          why: t('derivation.words.why'),
        },
        {
          name: 'manner',
          label: t('derivation.manner'),
          kind: 'select',
          choices: manners.map((value) => ({ value, label: pick(mannerTitles[value]) })),
        },
      ]}
    />
  );
}
