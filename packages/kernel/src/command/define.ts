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
  'read' | 'readOne' | 'readSql' | 'lock' | 'lockAll' | 'now' | 'today' | 'newId'
>;

/** One step of an approval's flow, as data. */
export interface FlowStep {
  readonly duties: readonly DutyName[];
  /** Administrators' powers that can take the step: restore and reset need two of the three (SEC-1). */
  readonly powers?: readonly Power[];
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
  readonly rule: Rule<unknown>;
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
  readonly snapshot: JsonObject;
  readonly handle: (tx: Tx) => Promise<Done>;
}

/** The only way anything changes (DESIGN §1). */
export function defineCommand<Input extends z.ZodType, Target>(spec: CommandSpec<Input, Target>): Command {
  return {
    name: spec.name,
    title: spec.title,
    input: spec.input,
    rule: spec.rule as Rule<unknown>,
    secondFactor: spec.secondFactor ?? false,
    canPark: spec.parks !== undefined,
    async prepare(tx, parsed, actor) {
      const input = parsed as z.output<Input>;
      const target = await spec.load(tx, input, actor);
      const context = { input, target, actor };
      return {
        target,
        unitPath: spec.unitPath?.(target) ?? null,
        subjectId: spec.subjectId?.(target) ?? null,
        subjectNumber: spec.subjectNumber?.(target) ?? '',
        flow: spec.parks?.(context) ?? null,
        snapshot: spec.snapshot?.(context) ?? {},
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
  readonly rule: Rule<unknown>;
  readonly run: (tx: LoadTx, context: QueryContext<z.output<Input>>) => Promise<z.input<Output>>;
}
export interface Query {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly rule: Rule<unknown>;
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
    run: (tx, input, actor) => spec.run(tx, { input: input as z.output<Input>, actor }),
  };
}

/** Bytes handed out: printed forms, exports, proofs. Its opening is on the log before a byte is sent. */
export interface FileSpec<Input extends z.ZodType> {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  readonly rule: Rule<unknown>;
  readonly secondFactor?: boolean;
  readonly make: (tx: LoadTx, context: QueryContext<z.output<Input>>) => Promise<MadeFile>;
}
export interface MadeFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly subject?: string;
}
export interface FileRoute {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: z.ZodType;
  readonly rule: Rule<unknown>;
  readonly secondFactor: boolean;
  readonly make: (tx: LoadTx, input: unknown, actor: Actor) => Promise<MadeFile>;
}
export function defineFile<Input extends z.ZodType>(spec: FileSpec<Input>): FileRoute {
  return {
    name: spec.name,
    title: spec.title,
    input: spec.input,
    rule: spec.rule,
    secondFactor: spec.secondFactor ?? false,
    make: (tx, input, actor) => spec.make(tx, { input: input as z.output<Input>, actor }),
  };
}

/** A check over all registers of a module: a test of the data (BEY-17). */
export interface AuditCheck {
  readonly id: string;
  readonly title: Bilingual;
  /** What a finding means and what to do about it. */
  readonly advice: Bilingual;
  /** One statement returning id, number, register_id and params of every row that fails. */
  readonly sql: string;
}

/** What acts by itself: a command of the clockwork, run on the handle tier. */
export interface ClockworkTask {
  readonly name: string;
  readonly title: Bilingual;
  /** Hours between runs. */
  readonly everyHours: number;
  readonly run: (tx: Tx) => Promise<Done>;
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
}
