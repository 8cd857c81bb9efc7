import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type Bilingual, type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { sql } from 'kysely';
import type { Printing } from '../../print/canvas.ts';
import { printMattersList } from '../../print/matters-list.ts';
import { exportList } from '../house-list.ts';
import { housePrinting } from '../house-printing.ts';
import { presentItem, readPresentedItems, selectCatalogues } from './catalogue-queries.ts';
import { CatalogueOpenQuery, type ItemView } from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { type CatalogueState, catalogueTitle } from './rules.ts';

const rule = cataloguePolicy['catalogue.take-out'];

export const stateTitles: Readonly<Record<CatalogueState, Bilingual>> = {
  draft: { zh: '草稿', en: 'draft' },
  'in-force': { zh: '现行', en: 'in force' },
  superseded: { zh: '已被替代', en: 'superseded' },
  dropped: { zh: '已作废', en: 'dropped' },
};
const originTitles: Readonly<Record<ItemView['origin'], Bilingual>> = {
  own: { zh: '自产', en: 'own' },
  received: { zh: '接收', en: 'received' },
};

/** The list as who may know all of it takes it out; who only handles it, or sees parts of it, does not. */
async function openList(tx: LoadTx, the: { readonly catalogueId: string; readonly actor: Actor }) {
  const row = await tx.readOne(
    selectCatalogues()
      .select(sql<boolean>`knows_catalogue(c.id)`.as('known'))
      .where('c.id', '=', the.catalogueId),
  );
  if (row?.known !== true) throw refuseKernel('not.found');
  if (!decide(rule, the.actor, undefined, row.unit_path).ok)
    throw refuseKernel('not.permitted', { who: rule.duties.join(', ') });
  const items = (await readPresentedItems(tx, row.id)).map(presentItem);
  const consents = await tx.readSql<{ step: number; person: string; decided_at: Date }>(
    'select step, person, decided_at from catalogue_consents($1)',
    [row.id],
  );
  return { row, items, consents };
}

function fileName(row: { readonly scheme: string; readonly unit: string; readonly version: number }): string {
  return `${row.unit}-${catalogueTitle(row.scheme).zh}-V${row.version}`;
}

const print = defineFile({
  name: 'catalogue.print',
  title: { zh: '打印保密事项目录', en: 'Print a list of matters' },
  input: CatalogueOpenQuery,
  rule,
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { row, items, consents } = await openList(tx, { ...input, actor });
    const { language: lang } = actor;
    const signed = (step: number) => {
      const consent = row.state === 'draft' ? undefined : consents.find((one) => one.step === step);
      return consent === undefined ? {} : { name: consent.person, at: consent.decided_at };
    };
    const code = `FN-${row.id.slice(0, 4).toUpperCase()}-${row.id.slice(4, 8).toUpperCase()}`;
    const printing = await housePrinting(tx, { actor, code });
    const bytes = await printMattersList(
      {
        title: catalogueTitle(row.scheme)[lang],
        unit: row.unit,
        version: row.version,
        state: stateTitles[row.state][lang],
        inForceFrom: row.in_force_from ?? undefined,
        filed:
          row.filed_on === null
            ? undefined
            : { day: row.filed_on, with: row.filed_with, number: row.filed_no },
        lines: items.map((item) => ({
          number: item.number,
          name: item.name,
          mark: item.mark,
          scope: item.scopeText,
          basis: item.basis,
          owner: item.owner,
          origin: originTitles[item.origin][lang],
          link: item.link,
        })),
        reviewer: signed(0),
        approver: signed(1),
      },
      marked(printing, row.mark),
    );
    return { fileName: `${fileName(row)}.pdf`, mediaType: 'application/pdf', bytes, subject: row.id };
  },
});

function marked(printing: Printing, mark: string): Printing {
  return mark === '' ? printing : { ...printing, mark };
}

/** Taken out of the program: it bears the list's mark, who took it and when, and is on the log before a byte leaves. */
const download = defineFile({
  name: 'catalogue.download',
  title: { zh: '导出保密事项目录', en: 'Export a list of matters' },
  input: CatalogueOpenQuery,
  rule,
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { row, items } = await openList(tx, { ...input, actor });
    const { language: lang } = actor;
    const state = stateTitles[row.state][lang];
    return exportList(tx, {
      actor,
      title: catalogueTitle(row.scheme),
      unit: row.unit,
      edition: lang === 'zh' ? `第 ${row.version} 版，${state}` : `version ${row.version}, ${state}`,
      mark: row.mark,
      // named so that an import reads them back unchanged
      columns: [
        { zh: '编号', en: 'Number', width: 10, value: (item) => item.number },
        { zh: '事项名称', en: 'Matter', width: 48, value: (item) => item.name },
        { zh: '密级和保密期限', en: 'Mark', width: 16, value: (item) => item.mark },
        { zh: '知悉范围', en: 'Scope', width: 32, value: (item) => item.scopeText },
        { zh: '定密依据', en: 'Basis', width: 40, value: (item) => item.basis },
        { zh: '责任单位', en: 'Owner', width: 20, value: (item) => item.owner },
        { zh: '来源', en: 'Origin', width: 8, value: (item) => originTitles[item.origin][lang] },
        { zh: '产生环节', en: 'Stage', width: 20, value: (item) => item.link },
      ],
      rows: items,
      fileName: fileName(row),
      subject: row.id,
    });
  },
});

export const cataloguePapers: FileRoute[] = [print, download];
