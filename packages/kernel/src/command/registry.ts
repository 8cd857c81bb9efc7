import type {
  AuditCheck,
  Bilingual,
  ClockworkTask,
  Command,
  FileRoute,
  HeldSource,
  Module,
  Query,
  TrailSource,
} from './define.ts';
import { invariant } from './invariant.ts';
import { type ErrorEntry, kernelErrors } from './refusal.ts';

/** Every command, query, file route and error of the running program: the fixture of the tests made from it. */
export interface Registry {
  readonly modules: readonly Module[];
  readonly commands: ReadonlyMap<string, Command>;
  readonly queries: ReadonlyMap<string, Query>;
  readonly files: ReadonlyMap<string, FileRoute>;
  readonly errors: ReadonlyMap<string, ErrorEntry>;
  readonly audits: readonly AuditCheck[];
  readonly clockwork: readonly ClockworkTask[];
  readonly held: readonly HeldSource[];
  readonly trail: readonly TrailSource[];
  /** Tables whose rows have a page. */
  readonly pages: readonly string[];
  /** What each kind of obligation is called. */
  readonly obligations: ReadonlyMap<string, Bilingual>;
}

function byName<Named extends { readonly name: string }>(
  kind: string,
  all: readonly Named[],
): ReadonlyMap<string, Named> {
  const map = new Map(all.map((one) => [one.name, one]));
  const twice = all.find((one) => map.get(one.name) !== one);
  invariant(twice === undefined, `two ${kind} share a name: ${twice?.name}`);
  return map;
}

/** The same list, once it is sure that no two share an id. */
function byId<Sourced extends { readonly id: string }>(
  kind: string,
  all: readonly Sourced[],
): readonly Sourced[] {
  const map = new Map(all.map((one) => [one.id, one]));
  const twice = all.find((one) => map.get(one.id) !== one);
  invariant(twice === undefined, `two ${kind} share an id: ${twice?.id}`);
  return all;
}

/** Puts modules together; two things under one name are a fault of the program. */
export function createRegistry(modules: readonly Module[]): Registry {
  const errors = new Map<string, ErrorEntry>(Object.entries(kernelErrors));
  for (const module of modules) {
    for (const [code, entry] of Object.entries(module.errors)) {
      invariant(!errors.has(code), `error ${code} is defined twice`);
      errors.set(code, entry);
    }
  }
  const obligations = new Map<string, Bilingual>();
  for (const [kind, title] of modules.flatMap((module) => Object.entries(module.obligations ?? {}))) {
    invariant(!obligations.has(kind), `obligations ${kind} are defined twice`);
    obligations.set(kind, title);
  }
  return {
    modules,
    obligations,
    commands: byName(
      'commands',
      modules.flatMap((module) => module.commands),
    ),
    queries: byName(
      'queries',
      modules.flatMap((module) => module.queries),
    ),
    files: byName(
      'file routes',
      modules.flatMap((module) => module.files),
    ),
    errors,
    audits: modules.flatMap((module) => module.audits),
    held: byId(
      'held sources',
      modules.flatMap((module) => module.held ?? []),
    ),
    trail: byId(
      'sources of the file',
      modules.flatMap((module) => module.trail ?? []),
    ),
    pages: modules.flatMap((module) => module.pages ?? []),
    clockwork: modules.flatMap((module) => module.clockwork),
  };
}
