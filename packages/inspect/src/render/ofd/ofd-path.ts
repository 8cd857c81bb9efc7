import type { SKRSContext2D } from '@napi-rs/canvas';

const stepsMax = 500_000;

/** How many numbers each operator takes (GB/T 33190-2016, 9.3.2). */
const operands: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };

/** Puts a path in short notation (`M x y L x y B … C`) onto the context; what does not fit the notation is stepped over. */
export function tracePath(context: SKRSContext2D, data: string): void {
  const words = data.trim().split(/[\s,]+/);
  context.beginPath();
  let from: [number, number] = [0, 0];
  let hasPoint = false;
  for (let at = 0, steps = 0; at < words.length && steps < stepsMax; steps += 1) {
    const operator = words[at] ?? '';
    const count = operands[operator];
    at += 1;
    if (count === undefined) continue;
    const numbers = words.slice(at, at + count).map(Number);
    if (numbers.length < count || numbers.some((number) => !Number.isFinite(number))) continue;
    at += count;
    if (!hasPoint && operator !== 'M' && operator !== 'S') context.moveTo(...from);
    hasPoint = true;
    from = step(context, { operator, numbers, from });
  }
}

function step(
  context: SKRSContext2D,
  { operator, numbers, from }: { operator: string; numbers: readonly number[]; from: [number, number] },
): [number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = numbers;
  switch (operator) {
    case 'S':
    case 'M':
      context.moveTo(a, b);
      return [a, b];
    case 'L':
      context.lineTo(a, b);
      return [a, b];
    case 'Q':
      context.quadraticCurveTo(a, b, c, d);
      return [c, d];
    case 'B':
      context.bezierCurveTo(a, b, c, d, e, f);
      return [e, f];
    case 'A':
      traceArc(context, { from, radii: [a, b], angle: c, isLarge: d !== 0, isSweep: e !== 0, to: [f, g] });
      return [f, g];
    default:
      context.closePath();
      return from;
  }
}

interface Arc {
  from: [number, number];
  radii: [number, number];
  /** Degrees. */
  angle: number;
  isLarge: boolean;
  isSweep: boolean;
  to: [number, number];
}

/** From end points to centre (SVG 1.1, appendix F.6.5), which the standard's arcs follow. */
function traceArc(context: SKRSContext2D, { from, radii, angle, isLarge, isSweep, to }: Arc): void {
  let [rx, ry] = [Math.abs(radii[0]), Math.abs(radii[1])];
  if (rx === 0 || ry === 0 || (from[0] === to[0] && from[1] === to[1])) {
    context.lineTo(...to);
    return;
  }
  const turn = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2];
  const [x, y] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const reach = (x / rx) ** 2 + (y / ry) ** 2;
  if (reach > 1) {
    rx *= Math.sqrt(reach);
    ry *= Math.sqrt(reach);
  }
  const below = (rx * y) ** 2 + (ry * x) ** 2;
  const factor =
    Math.sqrt(Math.max(0, (rx * ry) ** 2 - below) / Math.max(1e-12, below)) * (isLarge === isSweep ? -1 : 1);
  const [ux, uy] = [(factor * rx * y) / ry, (-factor * ry * x) / rx];
  const centre: [number, number] = [
    cos * ux - sin * uy + (from[0] + to[0]) / 2,
    sin * ux + cos * uy + (from[1] + to[1]) / 2,
  ];
  const start = Math.atan2((y - uy) / ry, (x - ux) / rx);
  const end = Math.atan2((-y - uy) / ry, (-x - ux) / rx);
  context.ellipse(centre[0], centre[1], rx, ry, turn, start, end, !isSweep);
}
