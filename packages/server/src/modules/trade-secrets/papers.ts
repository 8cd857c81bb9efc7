import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { printTradeSecretList } from '../../print/trade-secret-list.ts';
import { exportList } from '../house-list.ts';
import { housePrinting } from '../house-printing.ts';
import type { TradeSecretItemView } from './contract.ts';
import { tradeSecretsPolicy } from './policy.ts';
import { presentItems } from './present.ts';
import { changeTitles, countItems, isLive, listStateTitles, markOfList, measureTitles } from './rules.ts';
import { db, readItems } from './store.ts';
import type { TradeSecretListRow } from './tables.ts';

const ListInput = z.object({ listId: z.uuid() });
type Lang = 'zh' | 'en';

interface OpenedList {
  readonly list: TradeSecretListRow & { readonly unit: string; readonly maker: string };
  readonly lines: readonly TradeSecretItemView[];
  readonly mark: string;
  readonly head: { readonly person: string; readonly decided_at: Date } | undefined;
  readonly lang: Lang;
}

/** A list as it goes on paper or into a workbook: what was removed from the draft stays out. */
async function openList(
  tx: LoadTx,
  the: { readonly listId: string; readonly actor: Actor },
): Promise<OpenedList> {
  const list = await tx.readOne(
    db
      .selectFrom('trade_secret_list as l')
      .innerJoin('unit as u', 'u.id', 'l.unit_id')
      .innerJoin('person as p', 'p.id', 'l.made_by')
      .selectAll('l')
      .select(['u.name as unit', 'p.name as maker'])
      .where('l.id', '=', the.listId),
  );
  if (list === undefined) throw refuseKernel('not.found');
  const items = (await readItems(tx, list.id)).filter(({ item }) => item.change !== 'dropped');
  const lines = await presentItems(tx, items);
  const consents = await tx.readSql<{ person: string; decided_at: Date }>(
    'select person, decided_at from trade_secret_list_consents($1)',
    [list.id],
  );
  const live = items.map(({ item }) => item).filter(isLive);
  return { list, lines, mark: markOfList(live), head: consents.at(-1), lang: the.actor.language };
}

function joinWords(words: readonly string[], lang: Lang): string {
  return words.filter((word) => word !== '').join(lang === 'zh' ? '、' : ', ');
}

function wordsOf({ matter, change }: TradeSecretItemView, lang: Lang) {
  const title = changeTitles[change][lang];
  if (matter === null) return { change: title };
  // each of them is a list itself
  const measures = [...matter.measures.map((measure) => measureTitles[measure][lang]), matter.measuresNote]
    .filter((words) => words !== '')
    .join(lang === 'zh' ? '；' : '; ');
  return {
    name: matter.name,
    content: matter.content,
    owner: matter.owner.name,
    holders: joinWords(
      [...matter.holderPersons, ...matter.holderPosts].map((one) => one.name),
      lang,
    ),
    measures,
    change: matter.changeReason === '' ? title : `${title}\n${matter.changeReason}`,
  };
}

/** The list in the form that is signed and filed with the superior. */
const print = defineFile({
  name: 'tradeSecret.print',
  title: { zh: '打印商业秘密事项清单', en: 'Print a list of trade secrets' },
  input: ListInput,
  rule: tradeSecretsPolicy['tradeSecret.read'],
  async make(tx, { input, actor }) {
    const { list, lines, mark, head, lang } = await openList(tx, { listId: input.listId, actor });
    const code = `FN-${list.id.slice(0, 4).toUpperCase()}-${list.id.slice(4, 8).toUpperCase()}`;
    const printing = await housePrinting(tx, { actor, code });
    const bytes = await printTradeSecretList(
      {
        unit: list.unit,
        year: list.year,
        version: list.version,
        state: listStateTitles[list.state][lang],
        filed:
          list.filed_on === null
            ? undefined
            : { day: list.filed_on, to: list.filed_to, receipt: list.receipt_no },
        counts: countItems(lines),
        lines: lines.map((line) => ({
          number: line.number,
          mark: line.mark,
          expires: line.expiresOn ?? undefined,
          ...wordsOf(line, lang),
        })),
        unknown: lines.filter((line) => line.matter === null).length,
        signed: {
          made: { name: list.maker },
          head: head === undefined ? {} : { name: head.person, at: head.decided_at },
        },
      },
      mark === '' ? printing : { ...printing, mark },
    );
    const fileName = `商业秘密事项清单-${list.year}-${list.version}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: list.id };
  },
});

/** The list as a workbook; it leaves the program, so the second factor is asked and the file bears mark, exporter and time. */
const exportItems = defineFile({
  name: 'tradeSecret.export',
  title: { zh: '导出商业秘密事项清单', en: 'Export a list of trade secrets' },
  input: ListInput,
  rule: tradeSecretsPolicy['tradeSecret.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { list, lines, mark, lang } = await openList(tx, { listId: input.listId, actor });
    const state = listStateTitles[list.state][lang];
    return exportList(tx, {
      actor,
      title: { zh: '商业秘密事项清单', en: 'Trade secrets' },
      unit: list.unit,
      edition:
        lang === 'zh'
          ? `${list.year}年度第${list.version}版，${state}`
          : `${list.year}, version ${list.version}, ${state}`,
      mark,
      columns: [
        { zh: '编号', en: 'Number', width: 12, value: ({ line }) => line.number },
        { zh: '事项名称', en: 'Matter', width: 32, value: ({ words }) => words.name ?? null },
        { zh: '要点', en: 'Essence', width: 48, value: ({ words }) => words.content ?? null },
        { zh: '密级和期限', en: 'Mark', width: 18, value: ({ line }) => line.mark },
        { zh: '确定日期', en: 'Since', width: 12, kind: 'date', value: ({ line }) => line.since },
        { zh: '到期日', en: 'Expires on', width: 12, kind: 'date', value: ({ line }) => line.expiresOn },
        { zh: '责任主体', en: 'Owner', width: 20, value: ({ words }) => words.owner ?? null },
        { zh: '知悉范围', en: 'Who may know', width: 32, value: ({ words }) => words.holders ?? null },
        { zh: '保密措施', en: 'Measures', width: 40, value: ({ words }) => words.measures ?? null },
        { zh: '价值说明', en: 'Value', width: 32, value: ({ line }) => line.matter?.valueNote ?? null },
        { zh: '变动', en: 'Change', width: 24, value: ({ words }) => words.change },
      ],
      rows: lines.map((line) => ({ line, words: wordsOf(line, lang) })),
      fileName: `商业秘密事项清单-${list.year}-${list.version}`,
      subject: list.id,
    });
  },
});

export const tradeSecretFiles = [print, exportItems];
