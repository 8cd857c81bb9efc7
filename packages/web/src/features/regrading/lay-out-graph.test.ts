import { expect, test } from 'vitest';
import { layOutGraph, nodeHeight, walkGraph } from './lay-out-graph.ts';

const node = (id: string) => ({
  id,
  number: id,
  title: id,
  mark: '机密★5年',
  levelToken: 'orange-red',
  releasedOn: null,
  origin: 'own' as const,
  toReview: false,
});
const edge = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from,
  to,
  manner: 'summary' as const,
  mayDrop: false,
});

test('what rests on a source stands below it, and nothing covers another', () => {
  const view = {
    nodes: ['a', 'b', 'c', 'd'].map(node),
    edges: [edge('a', 'b'), edge('a', 'c'), edge('b', 'd')],
  };
  const { nodes, edges } = layOutGraph(view);
  const y = new Map(nodes.map((one) => [one.id, one.y]));
  for (const { from, to } of view.edges)
    expect((y.get(to) ?? 0) - (y.get(from) ?? 0)).toBeGreaterThan(nodeHeight);
  const places = nodes.map((one) => `${one.x}/${one.y}`);
  expect(new Set(places).size).toBe(nodes.length);
  expect(edges.every((one) => one.points.length > 1)).toBe(true);
});

test('a circle is laid out too', () => {
  const view = { nodes: ['a', 'b'].map(node), edges: [edge('a', 'b'), edge('b', 'a')] };
  expect(layOutGraph(view).nodes).toHaveLength(2);
});

test('arrow keys walk along edges and beside', () => {
  const view = { nodes: ['a', 'b', 'c'].map(node), edges: [edge('a', 'b'), edge('a', 'c')] };
  const picture = layOutGraph(view);
  expect(walkGraph(view, picture, 'b', 'ArrowUp')).toBe('a');
  expect(['b', 'c']).toContain(walkGraph(view, picture, 'a', 'ArrowDown'));
  expect(walkGraph(view, picture, 'a', 'ArrowUp')).toBeNull();
  const [left, right] = [...picture.nodes].filter((one) => one.id !== 'a').toSorted((a, b) => a.x - b.x);
  expect(walkGraph(view, picture, left?.id ?? '', 'ArrowRight')).toBe(right?.id);
  expect(walkGraph(view, picture, right?.id ?? '', 'ArrowRight')).toBeNull();
});
