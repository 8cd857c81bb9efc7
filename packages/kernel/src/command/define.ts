import type { z } from 'zod';
import type { Actor, DutyName, Power } from '../access/actor.ts';
import type { Rule } from '../access/policy.ts';
import type { Tx } from '../db/tx.ts';
import type { ErrorList } from './refusal.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Text in both languages of the program. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What only reads may use while a target is loaded: writes are given to `handle` alone. */
export type LoadTx = Pick<
  Tx,
  'read' | 'readOne' | 'readSql' | 'lock' | 'lockAll' | 'lockTogether' | 'now' | 'today' | 'newId'
>;

/** One step of an approval's flow, as data. */
export interface FlowStep {
  readonly duties: readonly DutyName[];
  /** Administrators' powers that can take the step: restore and reset need two of the three (SEC-1). */
  readonly powers?: readonly Power[];
  /** Named by who asked: only these, each by one of the duties, or who stands in for them. */
  readonly persons?: readonly string[];
  /** How many different persons must consent. */
  readonly count: number;
  /** Calendar days until the step is overdue. */
  readonly days: number;
  /** Whether who decides must be able to see the content, or only handle the thing. */
  readonly must: 'know' | 'handle';
  readonly name: Bilingual;
}
export interface Flow {
  readonly id: string;
  readonly name: Bilingual;
  readonly steps: readonly FlowStep[];
}

/** What a command did, for log and caller. `result` and `subject` hold facts of the handle tier only. */
export interface Done {
  readonly result?: JsonObject;
  /** The thing it was done to: log, approvals and proofs find it by this id. */
  readonly subject?: string;
  /** Who did it, where the caller became known only by doing it: sign-in and activation. */
  readonly actor?: Pick<Actor, 'accountId' | 'personId' | 'sessionId' | 'power'>;
}

/** What is decided, loaded and handled, in the caller's own type of target. */
export interface CommandContext<Input, Target> {
  readonly input: Input;
  readonly target: Target;
  readonly actor: Actor;
}

export interface CommandSpec<Input extends z.ZodType, Target> {
  /** `module.verbNoun`, the address of the command and its name in the log. */
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  readonly rule: Rule<Target>;
  /** Signing, export, destruction and grants ask for the second factor again (DESIGN §4). */
  readonly secondFactor?: boolean;
  /** Finds and locks what the command is about, as the caller sees it. */
  readonly load: (tx: LoadTx, input: z.output<Input>, actor: Actor) => Promise<Target>;
  /** Path of the unit the target belongs to; duties are held over units. Absent: a duty held anywhere counts. */
  readonly unitPath?: (target: Target) => string;
  /** The flow this call must go through, or null when its caller may run it alone. */
  readonly parks?: (context: CommandContext<z.output<Input>, Target>) => Flow | null;
  /** Handle-tier facts a consent rests on: a material change makes the approval stale (BEY-13). */
  readonly snapshot?: (context: CommandContext<z.output<Input>, Target>) => JsonObject;
  /** Facts of the know tier a consent rests on: shown to who asked and to who may know the subject, kept apart. */
  readonly matter?: (context: CommandContext<z.output<Input>, Target>) => JsonObject;
  /** Whom a request is about and who must not know of it: he does not see it, and does not decide it. */
  readonly hiddenFrom?: (target: Target) => string | null;
  /** Number shown with an approval; handle tier. */
  readonly subjectNumber?: (target: Target) => string;
  readonly subjectId?: (target: Target) => string;
  /** Changes things. Whatever it returns is the audit text; the rows it wrote are logged by the database itself. */
  readonly handle: (tx: Tx, context: CommandContext<z.output<Input>, Target>) => Promise<Done>;
}

/** A command with its types closed over: what registry, pipeline and approvals work with. */
export interface Command {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: z.ZodType;
  readonly rule: Rule;
  readonly secondFactor: boolean;
  readonly canPark: boolean;
  readonly prepare: (tx: LoadTx, input: unknown, actor: Actor) => Promise<PreparedCommand>;
}

/** A command whose target is loaded and locked. */
export interface PreparedCommand {
  readonly unitPath: string | null;
  readonly target: unknown;
  readonly subjectId: string | null;
  readonly subjectNumber: string;
  readonly flow: Flow | null;
  readonly hiddenFrom: string | null;
  readonly snapshot: JsonObject;
  readonly matter: JsonObject | null;
  readonly handle: (tx: Tx) => Promise<Done>;
}

/** The only way anything changes (DESIGN §1). */
export function defineCommand<Input extends z.ZodType, Target>(spec: CommandSpec<Input, Target>): Command {
  return {
    name: spec.name,
    title: spec.title,
    input: spec.input,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- decide() gives each rule the target its own command loaded
    rule: spec.rule as Rule,
    secondFactor: spec.secondFactor ?? false,
    canPark: spec.parks !== undefined,
    async prepare(tx, parsed, actor) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pipeline parses by this command's own schema
      const input = parsed as z.output<Input>;
      const target = await spec.load(tx, input, actor);
      const context = { input, target, actor };
      return {
        target,
        unitPath: spec.unitPath?.(target) ?? null,
        subjectId: spec.subjectId?.(target) ?? null,
        subjectNumber: spec.subjectNumber?.(target) ?? '',
        flow: spec.parks?.(context) ?? null,
        hiddenFrom: spec.hiddenFrom?.(target) ?? null,
        snapshot: spec.snapshot?.(context) ?? {},
        matter: spec.matter?.(context) ?? null,
        handle: (writeTx) => spec.handle(writeTx, context),
      };
    },
  };
}

export interface QueryContext<Input> {
  readonly input: Input;
  readonly actor: Actor;
}
export interface QuerySpec<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  readonly output: Output;
  readonly rule: Rule;
  readonly run: (tx: LoadTx, context: QueryContext<z.output<Input>>) => Promise<z.input<Output>>;
}
export interface Query {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly rule: Rule;
  readonly run: (tx: LoadTx, input: unknown, actor: Actor) => Promise<unknown>;
}

/** Reads under row-level security; one rule decides rows, search, counts and facets (BEY-4). */
export function defineQuery<Input extends z.ZodType, Output extends z.ZodType>(
  spec: QuerySpec<Input, Output>,
): Query {
  return {
    name: spec.name,
    title: spec.title,
    input: spec.input,
    output: spec.output,
    rule: spec.rule,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pipeline parses by this query's own schema
    run: (tx, input, actor) => spec.run(tx, { input: input as z.output<Input>, actor }),
  };
}

/** Bytes handed out: printed forms, exports, proofs. Its opening is on the log before a byte is sent. */
export interface FileSpec<Input extends z.ZodType> {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  readonly rule: Rule;
  readonly secondFactor?: boolean;
  readonly make: (tx: LoadTx, context: QueryContext<z.output<Input>>) => Promise<MadeFile>;
}
export interface MadeFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Bytes too many to be held, instead of `bytes`: read when its entry has committed, after the transaction has ended. */
  readonly stream?: AsyncIterable<Uint8Array>;
  readonly subject?: string;
}
export interface FileRoute {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: z.ZodType;
  readonly rule: Rule;
  readonly secondFactor: boolean;
  /** Of a reading: the shape of the JSON it gives. */
  readonly output?: z.ZodType;
  readonly make: (tx: LoadTx, input: unknown, actor: Actor) => Promise<MadeFile>;
}
export function defineFile<Input extends z.ZodType>(spec: FileSpec<Input>): FileRoute {
  return {
    name: spec.name,
    title: spec.title,
    input: spec.input,
    rule: spec.rule,
    secondFactor: spec.secondFactor ?? false,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pipeline parses by this route's own schema
    make: (tx, input, actor) => spec.make(tx, { input: input as z.output<Input>, actor }),
  };
}

export interface ReadingSpec<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  readonly output: Output;
  readonly rule: Rule;
  readonly secondFactor?: boolean;
  /** What is told, and the thing or person it is about: by it the log is searched. */
  readonly read: (
    tx: LoadTx,
    context: QueryContext<z.output<Input>>,
  ) => Promise<{ readonly told: z.input<Output>; readonly subject: string }>;
}

/** A query whose every answer is on the log, such as personal data: a file route that gives JSON in the shape of `output`. */
export function defineReading<Input extends z.ZodType, Output extends z.ZodType>(
  spec: ReadingSpec<Input, Output>,
): FileRoute {
  const route = defineFile({
    name: spec.name,
    title: spec.title,
    input: spec.input,
    rule: spec.rule,
    secondFactor: spec.secondFactor ?? false,
    async make(tx, context) {
      const { told, subject } = await spec.read(tx, context);
      const bytes = Buffer.from(JSON.stringify(spec.output.parse(told)), 'utf8');
      return { fileName: `${spec.name}.json`, mediaType: 'application/json', bytes, subject };
    },
  });
  return { ...route, output: spec.output };
}

/** What a finding names: numbers, names, days. */
export type FindingParams = Readonly<Record<string, string | number | boolean | null>>;

/** A check over all registers of a module: a test of the data (BEY-17). */
export interface AuditCheck {
  readonly id: string;
  readonly title: Bilingual;
  /** What a finding means and what to do about it. */
  readonly advice: Bilingual;
  /**
   * `know`: whether there is a finding depends on who may know. It is shown to who knows and handles, and is never
   * waived, since a waiver is seen by everybody who handles.
   */
  readonly tier: 'handle' | 'know';
  /**
   * One statement without parameters, run as its caller under row-level security, returning `id uuid, number text,
   * register_id uuid, params jsonb` of every row that fails. Where there is no register, `params.path` is the unit's path.
   */
  readonly sql: string;
  /** One finding in words, from the row's params. */
  readonly explain: (params: FindingParams) => Bilingual;
}

/** What a task of the clockwork is told besides its transaction. */
export interface ClockworkContext {
  /** When it last ran, or null the first time. */
  readonly lastRanAt: Date | null;
}

/**
 * What acts by itself: a command of the clockwork, run on the handle tier in a transaction of its own. It has an entry
 * in the log whenever it wrote a row.
 */
export interface ClockworkTask {
  /** `module.verbNoun`, its name in the log. */
  readonly name: string;
  readonly title: Bilingual;
  /** Minutes between runs: less than a day's, or those of whole days, which begin with the house's day. */
  readonly everyMinutes: number;
  readonly run: (tx: Tx, context: ClockworkContext) => Promise<Done>;
}

/**
 * What somebody holds or has open, to be settled before he leaves (PER-3): asked of every module, so that none is
 * forgotten.
 */
export interface HeldSource {
  /** `module.what`, unique. */
  readonly id: string;
  readonly title: Bilingual;
  /** How it is settled, and by whom. */
  readonly advice: Bilingual;
  /** Table of the things, where they have a page. */
  readonly table: string;
  /** He keeps it when he only moves to another post. */
  readonly movesAlong?: boolean;
  /** Carriers and devices: handed in before he goes abroad (FOR-1). */
  readonly staysHere?: boolean;
  /**
   * One statement of the person's id as `$1`, returning `id uuid, number text, place text, since timestamptz` of the handle
   * tier. It sees past its caller, so it must ask `answers_for_person($1)` itself.
   */
  readonly sql: string;
}

/**
 * What a line of somebody's file names: numbers, names, days of the handle tier. `number` and `copyNo` come empty where the
 * reader does not see the row of the source's table himself; `scheme` and `level` are counted.
 */
export type TrailParams = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What happened to somebody, told by the module that keeps it: his file fills itself from these (PER-2), and from those that
 * last (`until`) what he held on any day (INC-3).
 */
export interface TrailSource {
  /** `module.what`, unique. */
  readonly id: string;
  readonly title: Bilingual;
  /** Table of the things, where they have a page. */
  readonly table: string;
  /** Told to nobody about himself: opinions of a review, open inquiries. The person's own file leaves no trace of it. */
  readonly hiddenFromPerson?: boolean;
  /** The line says that he held the thing or could open it, from `at` to `until`. */
  readonly access?: boolean;
  /**
   * One statement of the person's id as `$1` and two instants as `$2` and `$3`, returning `id uuid, at timestamptz, until
   * timestamptz, params jsonb` of the handle tier for what touches the span, without order. `until` is null for what happened at once, and
   * 'infinity' for what lasts. It sees past its caller, so it must ask `answers_for_person($1)` itself.
   */
  readonly sql: string;
  /** One line in words, from the row's params. */
  readonly explain: (params: TrailParams) => Bilingual;
}

/** What a module is made of. Navigation and texts are the web feature's of the same name. */
export interface Module {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly queries: readonly Query[];
  readonly files: readonly FileRoute[];
  readonly errors: ErrorList;
  readonly audits: readonly AuditCheck[];
  readonly clockwork: readonly ClockworkTask[];
  /** What people hold of it and must hand back before they leave. */
  readonly held?: readonly HeldSource[];
  /** What it knows of somebody, for his file. */
  readonly trail?: readonly TrailSource[];
  /** Tables whose rows have a page: lists name them, and whoever sees the row finds the way to it. */
  readonly pages?: readonly string[];
  /** Kinds of obligation its commands and tasks make owed, and what each is called. */
  readonly obligations?: Readonly<Record<string, Bilingual>>;
}
