import { canonicalText } from './canonical.ts';
import { z } from 'zod';
import type { Json } from './define.ts';

const Shape = z.looseObject({
  tier: z.enum(['know', 'secret']).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
const shapes = new WeakMap<z.ZodType, unknown>();

/**
 * The input as the log may keep it. What the auditor reads discloses nothing of the know tier, yet commits to it.
 */
export function redact(schema: z.ZodType, input: unknown, withhold: (canonical: string) => string): Json {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    shapes.set(schema, shape);
  }
  return redactBy(shape, toJson(input), withhold);
}

function redactBy(shape: unknown, value: Json, withhold: (canonical: string) => string): Json {
  const parsed = Shape.safeParse(shape);
  if (!parsed.success || value === null) return value;
  const { tier, properties, items, anyOf = [], allOf = [] } = parsed.data;
  if (tier === 'secret') return { secret: true };
  if (tier === 'know') return { withheld: withhold(canonicalText(value)) };
  const branches = [...anyOf, ...allOf];
  if (branches.length > 0) {
    return branches.reduce<Json>((left, branch) => redactBy(branch, left, withhold), value);
  }
  if (Array.isArray(value)) return value.map((one: Json) => redactBy(items, one, withhold));
  if (typeof value !== 'object') return value;
  // a field the schema does not know is dropped by the parser, and so by the log
  const known = Object.entries(value).filter(([key]) => properties === undefined || key in properties || typeof parsed.data.additionalProperties === 'object');
  const entries = known.map(([key, inner]): [string, Json] => [
    key,
    redactBy(properties?.[key] ?? parsed.data.additionalProperties, inner, withhold),
  ]);
  return Object.fromEntries(entries);
}

/** The value as JSON keeps it: dates as text, absent fields left out. */
export function toJson(value: unknown): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON.parse gives JSON
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}
