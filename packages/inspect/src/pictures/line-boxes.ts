/** A line of text in a picture: a rectangle, turned by `angle` radians about its centre; pixels. */
export interface LineBox {
  x: number;
  y: number;
  width: number;
  height: number;
  angle: number;
}

interface Point {
  x: number;
  y: number;
}

const pixelMin = 0.3;
const boxMin = 0.55;
const sideMin = 3;
const unclipRatio = 1.6;
const boxesMax = 2000;

/**
 * Lines out of a map of probabilities: connected areas, each in the smallest rectangle about it, grown back to what the
 * model was taught to shrink. Liao et al., Real-time Scene Text Detection with Differentiable Binarization (2020), 3.4.
 */
export function findLineBoxes(map: Float32Array, width: number, height: number): LineBox[] {
  const seen = new Uint8Array(width * height);
  const boxes: LineBox[] = [];
  for (let start = 0; start < map.length && boxes.length < boxesMax; start += 1) {
    if (seen[start] === 1 || (map[start] ?? 0) < pixelMin) continue;
    const { outline, mean } = fillArea(start, { map, seen, width, height });
    if (mean < boxMin) continue;
    const box = smallestBox(hullOf(outline));
    if (Math.min(box.width, box.height) < sideMin) continue;
    const grow = (box.width * box.height * unclipRatio) / (2 * (box.width + box.height));
    boxes.push({ ...box, width: box.width + 2 * grow, height: box.height + 2 * grow });
  }
  return boxes;
}

interface AreaInput {
  map: Float32Array;
  seen: Uint8Array;
  width: number;
  height: number;
}

/** The first and last pixel of each row are all the outline a hull needs. */
function fillArea(
  start: number,
  { map, seen, width, height }: AreaInput,
): { outline: Point[]; mean: number } {
  const rows = new Map<number, { from: number; to: number }>();
  const open = [start];
  seen[start] = 1;
  let count = 0;
  let sum = 0;
  const visit = (next: number) => {
    if (seen[next] === 1 || (map[next] ?? 0) < pixelMin) return;
    seen[next] = 1;
    open.push(next);
  };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    count += 1;
    sum += map[at] ?? 0;
    const row = rows.get(y);
    if (row === undefined) rows.set(y, { from: x, to: x });
    else {
      row.from = Math.min(row.from, x);
      row.to = Math.max(row.to, x);
    }
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (y > 0) visit(at - width);
    if (y < height - 1) visit(at + width);
  }
  const outline = [...rows].flatMap(([y, { from, to }]) => [
    { x: from, y },
    { x: to + 1, y },
    { x: from, y: y + 1 },
    { x: to + 1, y: y + 1 },
  ]);
  return { outline, mean: sum / count };
}

function cross(origin: Point, a: Point, b: Point): number {
  return (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);
}

/** Andrew's monotone chain (1979). */
function hullOf(points: Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]) => {
    const kept: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const last = kept.at(-1);
        const before = kept.at(-2);
        if (last === undefined || before === undefined || cross(before, last, point) > 0) break;
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** The smallest rectangle about a hull lies along one of its sides (Freeman and Shapira, 1975). Angles within ±45°. */
function smallestBox(hull: readonly Point[]): LineBox {
  let best: LineBox = { x: 0, y: 0, width: 0, height: 0, angle: 0 };
  let bestArea = Number.POSITIVE_INFINITY;
  const angles = new Set([0]);
  hull.forEach((point, index) => {
    const next = hull[(index + 1) % hull.length] ?? point;
    const angle = Math.atan2(next.y - point.y, next.x - point.x);
    angles.add(angle - (Math.PI / 2) * Math.round(angle / (Math.PI / 2)));
  });
  for (const angle of angles) {
    const box = boxAt(hull, angle);
    const area = box.width * box.height;
    if (area < bestArea * 0.98) [best, bestArea] = [box, area];
  }
  return best;
}

function boxAt(hull: readonly Point[], angle: number): LineBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of hull) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    [u0, u1, v0, v1] = [Math.min(u0, u), Math.max(u1, u), Math.min(v0, v), Math.max(v1, v)];
  }
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
  return { x: u * cos - v * sin, y: u * sin + v * cos, width: u1 - u0, height: v1 - v0, angle };
}
