import type { Command, Module } from '@fengni/kernel/command/define';
import { catalogueChecks } from './audits.ts';
import { catalogueQueries } from './catalogue-queries.ts';
import { catalogueErrors, catalogueObligations } from './contract.ts';
import { draftCommands } from './drafts.ts';
import { fileQueries } from './file-route.ts';
import { keyPlaceCommands } from './key-places.ts';
import { createOpenQuery } from './open-catalogue.ts';
import { cataloguePapers } from './papers.ts';
import { scopeCommands, scopeQueries } from './scope-catalogues.ts';
import { createThreeQuery } from './three-query.ts';
import { versionCommands } from './versions.ts';

const commands: readonly Command[] = [
  ...scopeCommands,
  ...draftCommands,
  ...versionCommands,
  ...keyPlaceCommands,
];
const byName = new Map(commands.map((command) => [command.name, command]));
const find = (name: string): Command | undefined => byName.get(name);

/** Catalogues of matters, superiors' scope catalogues, key places: what is secret here and where (CLS-2). */
export const catalogueModule: Module = {
  name: 'catalogue',
  commands,
  queries: [
    ...catalogueQueries,
    createOpenQuery(find),
    ...scopeQueries,
    createThreeQuery(find),
    ...fileQueries,
  ],
  files: cataloguePapers,
  errors: catalogueErrors,
  audits: catalogueChecks,
  clockwork: [],
  obligations: catalogueObligations,
  held: [
    {
      id: 'catalogue.key-places',
      title: { zh: '负责的要害部门部位', en: 'Key places in his charge' },
      advice: { zh: '确定接替的负责人。', en: 'Name who takes charge of it.' },
      table: 'key_place',
      sql: 'select * from kept_key_places($1)',
    },
  ],
  pages: ['catalogue', 'key_place'],
};
