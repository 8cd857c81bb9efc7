import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import type { Printing } from '../../print/canvas.ts';
import { formatTime } from '../../print/format.ts';
import { printTradeSecretList } from '../../print/trade-secret-list.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
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
  readonly printing: Printing;
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
  const code = `FN-${list.id.slice(0, 4).toUpperCase()}-${list.id.slice(4, 8).toUpperCase()}`;
  const printing = await housePrinting(tx, { actor: the.actor, code });
  const mark = markOfList(live);
  return {
    list,
    lines,
    mark,
    head: consents.at(-1),
    printing: mark === '' ? printing : { ...printing, mark },
    lang: the.actor.language,
  };
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
    const { list, lines, head, printing, lang } = await openList(tx, { listId: input.listId, actor });
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
      printing,
    );
    const fileName = `商业秘密事项清单-${list.year}-${list.version}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: list.id };
  },
});

/** The list as a workbook; it leaves the program, so the second factor is asked and the file bears mark, exporter and time. */
const exportList = defineFile({
  name: 'tradeSecret.export',
  title: { zh: '导出商业秘密事项清单', en: 'Export a list of trade secrets' },
  input: ListInput,
  rule: tradeSecretsPolicy['tradeSecret.export'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { list, lines, mark, printing } = await openList(tx, { listId: input.listId, actor });
    const time = formatTime(printing.printedAt, 'zh', printing.timeZone ?? 'UTC');
    const columns = [
      '编号',
      '事项名称',
      '要点',
      '密级和期限',
      '确定日期',
      '到期日',
      '责任主体',
      '知悉范围',
      '保密措施',
      '价值说明',
      '变动',
    ];
    const widths = [12, 32, 48, 18, 12, 12, 20, 32, 40, 32, 24];
    const bytes = writeWorkbook({
      sheets: [
        {
          name: `${list.year}年第${list.version}版`,
          titleRows: [
            [
              `${list.unit}商业秘密事项清单（${list.year}年度第${list.version}版，${listStateTitles[list.state].zh}）`,
            ],
            [
              `密级：${mark === '' ? '无' : mark}　导出人：${actor.name}　导出时间：${time}　共 ${lines.length} 项`,
            ],
          ],
          columns: columns.map((title, i) => ({
            title,
            width: widths[i] ?? 12,
            kind: title === '确定日期' || title === '到期日' ? ('date' as const) : ('text' as const),
          })),
          rows: lines.map((line) => {
            const words = wordsOf(line, 'zh');
            return [
              line.number,
              words.name ?? null,
              words.content ?? null,
              line.mark,
              line.since,
              line.expiresOn,
              words.owner ?? null,
              words.holders ?? null,
              words.measures ?? null,
              line.matter?.valueNote ?? null,
              words.change,
            ];
          }),
        },
      ],
      properties: { title: `${list.unit}商业秘密事项清单`, author: actor.name, classification: mark },
    });
    return {
      fileName: `商业秘密事项清单-${list.year}-${list.version}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
      subject: list.id,
    };
  },
});

export const tradeSecretFiles = [print, exportList];
