/** One file a new module begins with. */
export interface ModuleFile {
  readonly path: string;
  readonly text: string;
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name;
}
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The files of a module: a table under row-level security, a command that adds a row, a query that lists, a test. */
export function moduleFiles(name: string, migration: number): readonly ModuleFile[] {
  const one = singular(name);
  const One = capital(one);
  const Many = capital(name);
  const folder = `packages/server/src/modules/${name}`;
  return [
    {
      path: `migrations/${String(migration).padStart(4, '0')}_${name}.sql`,
      text: `-- ${Many}: say here what they are and who sees them, and why.
create table ${one} (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_path ltree not null,
  name text not null check (length(name) between 1 and 100),
  added_at timestamptz not null
);
create index ${one}_newest on ${one} (added_at desc, id desc);
call guard_table('${one}');
create policy reader on ${one} for select to fengni_reader using (
  exists (select from acting_duties() d where d.duty = 'officer' and ${one}.unit_path <@ d.unit_path));
`,
    },
    {
      path: `${folder}/contract.ts`,
      text: `import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';

export const Add${One} = z.object({ unitId: z.uuid(), name: z.string().trim().min(1).max(100) });

export const ${One}List = z.object({
  rows: z.array(z.object({ id: z.string(), name: z.string(), addedAt: z.string() })),
  next: z.string().nullable(),
});

export const ${one}Errors = {
  '${one}.name.taken': {
    status: 409,
    zh: '名称 {name} 已被使用。请换一个。',
    en: 'The name {name} is taken. Choose another one.',
  },
} as const satisfies ErrorList;
`,
    },
    {
      path: `${folder}/policy.ts`,
      text: `import { definePolicy, duty } from '@fengni/kernel/access/policy';

export const ${name}Policy = definePolicy({
  '${one}.keep': duty('officer'),
  '${one}.read': duty('officer'),
});
`,
    },
    {
      path: `${folder}/tables.ts`,
      text: `import { table } from '@fengni/kernel/db/table';

export interface ${One}Row {
  id: string;
  unit_id: string;
  unit_path: string;
  name: string;
  added_at: Date;
}
export interface ${Many}Tables {
  ${one}: ${One}Row;
}
export const ${one}Table = table<${One}Row>('${one}');
`,
    },
    {
      path: `${folder}/commands.ts`,
      text: `import { defineCommand } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import { units } from '@fengni/kernel/org/tables';
import { Add${One}, ${one}Errors } from './contract.ts';
import { ${name}Policy } from './policy.ts';
import { type ${Many}Tables, ${one}Table } from './tables.ts';

const db = tables<${Many}Tables>();
const refuse = refuser(${one}Errors);

const add${One} = defineCommand({
  name: '${one}.add',
  title: { zh: '登记', en: 'Add' },
  input: Add${One},
  rule: ${name}Policy['${one}.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    const taken = await tx.readOne(db.selectFrom('${one}').select('id').where('name', '=', input.name));
    if (taken !== undefined) throw refuse('${one}.name.taken', { name: input.name });
    const id = tx.newId();
    await tx.insert(${one}Table, { id, unit_id: unit.id, unit_path: unit.path, name: input.name, added_at: tx.now });
    return { subject: id, result: { ${one}Id: id } };
  },
});

export const ${one}Commands = [add${One}];
`,
    },
    {
      path: `${folder}/queries.ts`,
      text: `import { defineQuery } from '@fengni/kernel/command/define';
import { tables } from '@fengni/kernel/db/table';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { z } from 'zod';
import { ${One}List } from './contract.ts';
import { ${name}Policy } from './policy.ts';
import type { ${Many}Tables } from './tables.ts';

const db = tables<${Many}Tables>();

const list = defineQuery({
  name: '${one}.list',
  title: { zh: '台账', en: 'Register' },
  input: z.object({ after: z.string().max(200).nullable().default(null) }),
  output: ${One}List,
  rule: ${name}Policy['${one}.read'],
  async run(tx, { input }) {
    const query = db.selectFrom('${one}').select(['id', 'name', 'added_at']);
    const keys = { keys: ['added_at', 'id'], types: ['timestamptz', 'uuid'] };
    const page = await readPage(tx, query, { ...keys, after: input.after, rowsMax: listRowsMax });
    const rows = page.rows.map((row) => ({ id: row.id, name: row.name, addedAt: row.added_at.toISOString() }));
    return { rows, next: page.next };
  },
});

export const ${one}Queries = [list];
`,
    },
    {
      path: `${folder}/${name}-module.ts`,
      text: `import type { Module } from '@fengni/kernel/command/define';
import { ${one}Commands } from './commands.ts';
import { ${one}Errors } from './contract.ts';
import { ${one}Queries } from './queries.ts';

export const ${name}Module: Module = {
  name: '${name}',
  commands: ${one}Commands,
  queries: ${one}Queries,
  files: [],
  errors: ${one}Errors,
  audits: [],
  clockwork: [],
};
`,
    },
    {
      path: `${folder}/${name}.db.test.ts`,
      text: `import { createRegistry } from '@fengni/kernel/command/registry';
import { orgModule } from '@fengni/kernel/org/org-module';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, refused } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ${One}List } from './contract.ts';
import { ${name}Module } from './${name}-module.ts';

let database: TestDatabase;
let world: World;
const clock: TestClock = { now: new Date('2026-11-22T01:00:00Z') };

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld({ database, registry: createRegistry([orgModule, ${name}Module]), clock });
});
afterAll(() => database.close());

test('what the officer of a unit adds, the officer of another does not see', async () => {
  const north = await world.as('officer', 'north');
  const south = await world.as('officer', 'south');
  const input = { unitId: world.units.north.id, name: '第一件' };
  await world.done(north, '${one}.add', input);
  expect((await world.ask(north, '${one}.list', {}, ${One}List)).rows).toMatchObject([{ name: '第一件' }]);
  expect((await world.ask(south, '${one}.list', {}, ${One}List)).rows).toEqual([]);
  expect(await world.run(south, '${one}.add', input)).toMatchObject(refused('not.permitted'));
  expect(await world.run(north, '${one}.add', input)).toMatchObject(refused('${one}.name.taken'));
});
`,
    },
  ];
}

/** Puts the module into the composition root: the only place that names every module. */
export function registerInComposition(source: string, name: string): string {
  const anchor = /^import \{ createCarriersModule \}.*$/m.exec(source)?.[0];
  const place = '    createCarriersModule(the),';
  if (anchor === undefined || !source.includes(place))
    throw new Error('composition.ts has changed its shape');
  return source
    .replace(anchor, `${anchor}\nimport { ${name}Module } from './modules/${name}/${name}-module.ts';`)
    .replace(place, `${place}\n    ${name}Module,`);
}
