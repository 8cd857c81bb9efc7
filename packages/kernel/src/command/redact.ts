import { canonicalText } from './canonical.ts';
import { z } from 'zod';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Json } from './define.ts';

const Shape = z.looseObject({
  tier: z.enum(['know', 'secret']).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
type Shape = z.infer<typeof Shape>;
/** Keywords of JSON Schema under which a field's tier is found; a test holds every contract to them. */
export const tierKeywords: ReadonlySet<string> = new Set(Object.keys(Shape.shape));
const shapes = new WeakMap<z.ZodType, unknown>();

/**
 * The input as the log may keep it. What the auditor reads discloses nothing of the know tier, yet commits to it: a
 * digest under a key of the server and the entry's own id. Without the id, who reads the log could have a guess of his
 * own logged, refused as it may be, and find the digest again elsewhere.
 */
export function redact(
  schema: z.ZodType,
  input: unknown,
  the: { readonly keys: KeyRing; readonly entryId: string },
): Json {
  const withhold = (canonical: string) => the.keys.withhold(`entry/${the.entryId}/${canonical}`);
  return redactBy([shapeOf(schema)], toJson(input), withhold);
}

function shapeOf(schema: z.ZodType): unknown {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  shapes.set(schema, made);
  return made;
}

/** A shape and all it branches into. */
function branchesOf(shape: unknown): Shape[] {
  const parsed = Shape.safeParse(shape);
  if (!parsed.success) return [];
  const { anyOf = [], oneOf = [], allOf = [] } = parsed.data;
  return [parsed.data, ...[...anyOf, ...oneOf, ...allOf].flatMap(branchesOf)];
}

/** By every shape the value may have: what is of a tier in one branch of a union is withheld in all. */
function redactBy(
  shapesOfValue: readonly unknown[],
  value: Json,
  withhold: (canonical: string) => string,
): Json {
  if (value === null) return value;
  const branches = shapesOfValue.flatMap(branchesOf);
  if (branches.some((one) => one.tier === 'secret')) return { secret: true };
  if (branches.some((one) => one.tier === 'know')) return { withheld: withhold(canonicalText(value)) };
  if (Array.isArray(value)) {
    const items = branches.flatMap((one) => [one.items, ...(one.prefixItems ?? [])]);
    return value.map((one: Json) => redactBy(items, one, withhold));
  }
  if (typeof value !== 'object') return value;
  const named = branches.some((one) => one.properties !== undefined);
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const inners = branches.flatMap((one) => shapesOfKey(one, key));
    // a field the schema does not know is dropped by the parser, and so by the log
    return named && inners.length === 0 ? [] : [[key, redactBy(inners, inner, withhold)]];
  });
  return Object.fromEntries(entries);
}

function shapesOfKey({ properties = {}, additionalProperties }: Shape, key: string): unknown[] {
  if (Object.hasOwn(properties, key)) return [properties[key]];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** The value as JSON keeps it: dates as text, absent fields left out. */
export function toJson(value: unknown): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON.parse gives JSON
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}
