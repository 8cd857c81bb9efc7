import { graphlib, layout } from '@dagrejs/dagre';
import type { SourcesGraphView } from '@fengni/server/modules/classification/sources/contract';

export const nodeWidth = 176;
export const nodeHeight = 46;

export interface PlacedNode {
  readonly id: string;
  /** Left upper corner. */
  readonly x: number;
  readonly y: number;
}
export interface PlacedEdge {
  readonly id: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly middle: { readonly x: number; readonly y: number };
}
export interface GraphPicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Sources above, what rests on them below; a circle is drawn too, with one edge going up. */
export function layOutGraph(view: Pick<SourcesGraphView, 'nodes' | 'edges'>): GraphPicture {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 44, marginx: 4, marginy: 4 });
  for (const node of view.nodes) graph.setNode(node.id, { width: nodeWidth, height: nodeHeight });
  for (const edge of view.edges) graph.setEdge(edge.from, edge.to, {}, edge.id);
  layout(graph);
  const size = graph.graph();
  return {
    width: size.width ?? nodeWidth,
    height: size.height ?? nodeHeight,
    nodes: view.nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return { id: node.id, x: x - nodeWidth / 2, y: y - nodeHeight / 2 };
    }),
    edges: view.edges.map((edge) => {
      const points = graph.edge(edge.from, edge.to, edge.id).points ?? [];
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { id: edge.id, points, middle };
    }),
  };
}

/** The next node in a direction: along an edge up or down, else the nearest beside it. */
export function walkGraph(
  view: Pick<SourcesGraphView, 'edges'>,
  picture: GraphPicture,
  from: string,
  key: string,
): string | null {
  if (key === 'ArrowUp') return view.edges.find((edge) => edge.to === from)?.from ?? null;
  if (key === 'ArrowDown') return view.edges.find((edge) => edge.from === from)?.to ?? null;
  const here = picture.nodes.find((node) => node.id === from);
  if (here === undefined || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  const sign = key === 'ArrowRight' ? 1 : -1;
  const beside = picture.nodes
    .filter((node) => node.id !== from && node.y === here.y && sign * (node.x - here.x) > 0)
    .toSorted((a, b) => sign * (a.x - b.x));
  return beside[0]?.id ?? null;
}
