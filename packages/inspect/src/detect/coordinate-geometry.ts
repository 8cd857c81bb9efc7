/** A place on the ground in metres on some local plane, with how finely it was written. */
export interface GroundPoint {
  x: number;
  y: number;
  /** What the last written digit stands for, in metres. */
  precisionMetres: number;
}

const metresPerDegree = 111_320;

/** Degrees on a plane that keeps areas near the middle of a set (plate carrée at its mean latitude). */
export function projectDegrees(
  points: readonly { latitude: number; longitude: number; precisionMetres: number }[],
): GroundPoint[] {
  if (points.length === 0) return [];
  const mean = points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length;
  const narrow = Math.cos((mean * Math.PI) / 180);
  return points.map(({ latitude, longitude, precisionMetres }) => ({
    x: longitude * metresPerDegree * narrow,
    y: latitude * metresPerDegree,
    precisionMetres,
  }));
}

/** Area of the convex hull in square kilometres (Andrew's monotone chain); 0 for less than three points. */
export function hullAreaKm2(points: readonly Pick<GroundPoint, 'x' | 'y'>[]): number {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return 0;
  const hull = [...halfHull(sorted), ...halfHull(sorted.toReversed())];
  let twice = 0;
  hull.forEach((point, at) => {
    const next = hull[(at + 1) % hull.length] ?? point;
    twice += point.x * next.y - next.x * point.y;
  });
  return Math.abs(twice) / 2 / 1e6;
}

function halfHull(sorted: readonly Pick<GroundPoint, 'x' | 'y'>[]): Pick<GroundPoint, 'x' | 'y'>[] {
  const hull: Pick<GroundPoint, 'x' | 'y'>[] = [];
  for (const point of sorted) {
    while (hull.length > 1 && turn(hull.at(-2) ?? point, hull.at(-1) ?? point, point) <= 0) hull.pop();
    hull.push(point);
  }
  return hull.slice(0, -1);
}

type Flat = Pick<GroundPoint, 'x' | 'y'>;
function turn(a: Flat, b: Flat, c: Flat): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
