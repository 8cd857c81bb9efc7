import type { Actor } from '@fengni/kernel/access/actor';
import {
  type Bilingual,
  type FileRoute,
  type LoadTx,
  defineFile,
  defineReading,
} from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { z } from 'zod';
import { formatTime } from '../../print/format.ts';
import { printWhoHad } from '../../print/who-had.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { WhoHad, WhoHadQuery, type WhoHadView } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { whoHadTitles } from './rules.ts';

/** Openings looked at for one carrier; a view of a long document is many. */
const openingsReadMax = 20_000;

interface LineRow {
  readonly copy_no: string;
  readonly person_id: string | null;
  readonly person: string;
  readonly unit: string;
  readonly how: WhoHadView['lines'][number]['how'];
  readonly at: Date;
  readonly until: Date | null;
  readonly times: number;
}

type CopyLine = Omit<WhoHadView['copies'][number], 'since'> & { readonly since: Date };

/**
 * Each person who had a carrier in a span, and how: in hand or in keeping by the chain of custody, in its scope for who may
 * know it, opened in the vault. Every part is as the caller sees it (INC-3).
 */
async function readWhoHad(tx: LoadTx, input: z.output<typeof WhoHadQuery>): Promise<WhoHadView> {
  const heads = await tx.readSql<{ number: string; mark: string; from: Date; to: Date }>(
    `select c.number, c.mark, day_start($2::date) as "from", day_start($3::date + 1) - interval '1 millisecond' as "to"
     from carrier c where c.id = $1`,
    [input.carrierId, input.from, input.to],
  );
  const [head] = heads;
  if (head === undefined) throw new Refusal('not.found');
  const span = [input.carrierId, head.from, head.to];
  const copies = await tx.readSql<CopyLine>(
    `select y.copy_no as "copyNo", y.state, h.name as holder, y.place, y.since from copy y left join person h on h.id = y.holder_id
     where y.carrier_id = $1 order by y.copy_no`,
    [input.carrierId],
  );
  const lines = [
    ...(await tx.readSql<LineRow>(custodySql, span)),
    ...(await tx.readSql<LineRow>(scopeSql, span)),
    ...(await tx.readSql<LineRow>(openingsSql, [...span, openingsReadMax])),
  ];
  return WhoHad.parse({
    carrierId: input.carrierId,
    number: head.number,
    mark: head.mark,
    from: input.from,
    to: input.to,
    copies: copies.map((copy) => ({ ...copy, since: copy.since.toISOString() })),
    people: new Set(lines.map((line) => line.person_id ?? line.person)).size,
    lines: lines
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.copy_no < b.copy_no ? -1 : 1))
      .map(({ copy_no, person_id, at, until, ...line }) => ({
        ...line,
        copyNo: copy_no,
        personId: person_id,
        at: at.toISOString(),
        until: until?.toISOString() ?? null,
      })),
  } satisfies z.input<typeof WhoHad>);
}

/** Spans in one hand and of one kind, by the copies: one set apart brings its custody along. */
const custodySql = `
  with steps as (
    select s.copy_id, s.holder_id, s.happened_at, s.entered_at, s.id,
      case when s.state in ('with-reader', 'on-loan', 'taken-out') then 'in-hand'
        when s.state in ('in-store', 'archived', 'for-destruction') then 'keeping' end as how
    from custody s where s.copy_id in (select id from copy where carrier_id = $1)),
  turns as (
    select *, (holder_id, how) is distinct from (lag(holder_id) over w, lag(how) over w) or lag(id) over w is null as turns
    from steps window w as (partition by copy_id order by happened_at, entered_at, id)),
  spans as (
    select copy_id, holder_id, how, happened_at as at,
      lead(happened_at) over (partition by copy_id order by happened_at, entered_at, id) as until
    from turns where turns)
  select y.copy_no, s.holder_id as person_id, p.name as person, u.name as unit, s.how, s.at, s.until, 1 as times
  from spans s join copy y on y.id = s.copy_id join person p on p.id = s.holder_id join unit u on u.id = p.unit_id
  where s.how is not null and s.at <= $3 and coalesce(s.until, 'infinity') >= $2`;

/** Who stood in its scope, himself or by a post he held; of a compartment's only its members. */
const scopeSql = `
  select '' as copy_no, p.id as person_id, p.name as person, u.name as unit, 'scope' as how,
    greatest(z.added_at, day_start(h.started_on)) as at, least(z.ended_at, day_start(h.ended_on + 1)) as until, 1 as times
  from carrier_scope z left join holding h on h.post_id = z.post_id
    join person p on p.id = coalesce(z.person_id, h.person_id) join unit u on u.id = p.unit_id
    join carrier_matter m on m.id = z.carrier_id
  where z.carrier_id = $1 and greatest(z.added_at, day_start(h.started_on)) <= $3
    and coalesce(least(z.ended_at, day_start(h.ended_on + 1)), 'infinity') >= $2
    and (m.compartment_id is null or exists (select from compartment_member w
      where w.compartment_id = m.compartment_id and w.person_id = p.id
        and w.added_at <= $3 and (w.ended_at is null or w.ended_at >= $2)))`;

const openingsSql = `
  select y.copy_no, null::uuid as person_id, o.person, '' as unit, 'opened' as how, min(o.opened_at) as at, max(o.opened_at) as until,
    count(*)::int as times
  from vault_openings($1, null, null, $4) o join copy y on y.id = o.copy_id
  where o.person is not null and o.opened_at between $2 and $3 group by y.copy_no, o.person`;

const about = { input: WhoHadQuery, rule: carriersPolicy['carrier.prove'] } as const;

const answer = defineReading({
  ...about,
  name: 'carrier.whoHad',
  title: { zh: '查询谁接触过', en: 'Who had it' },
  output: WhoHad,
  read: async (tx, { input }) => ({ told: await readWhoHad(tx, input), subject: input.carrierId }),
});

async function printingFor(tx: LoadTx, the: { actor: Actor; had: WhoHadView }) {
  const code = `FN-W-${the.had.carrierId.slice(0, 8).toUpperCase()}`;
  return { ...(await housePrinting(tx, { actor: the.actor, code })), mark: the.had.mark };
}

const print = defineFile({
  ...about,
  name: 'carrier.printWhoHad',
  title: { zh: '打印接触情况清单', en: 'Print who had it' },
  async make(tx, { input, actor }) {
    const had = await readWhoHad(tx, input);
    const lang = actor.language;
    const bytes = await printWhoHad(
      {
        number: had.number,
        from: had.from,
        to: had.to,
        people: had.people,
        copies: had.copies.length,
        lines: had.lines.map((line) => ({
          copyNumber: line.copyNo,
          person: line.person,
          unit: line.unit,
          how: howWords(line, lang),
          at: parseInstant(line.at),
          until: line.until === null ? undefined : parseInstant(line.until),
        })),
      },
      await printingFor(tx, { actor, had }),
    );
    return {
      fileName: `who-had-${had.number}.pdf`,
      mediaType: 'application/pdf',
      bytes,
      subject: input.carrierId,
    };
  },
});

function howWords(line: WhoHadView['lines'][number], lang: 'zh' | 'en'): string {
  const how = whoHadTitles[line.how][lang];
  if (line.times === 1) return how;
  return lang === 'zh' ? `${how} ${line.times} 次` : `${how}, ${line.times} times`;
}

const columnTitles: readonly (Bilingual & { readonly width: number })[] = [
  { zh: '姓名', en: 'Name', width: 14 },
  { zh: '单位', en: 'Unit', width: 24 },
  { zh: '份号', en: 'Copy', width: 10 },
  { zh: '方式', en: 'How', width: 16 },
  { zh: '从', en: 'From', width: 20 },
  { zh: '至', en: 'To', width: 20 },
];

const exported = defineFile({
  ...about,
  name: 'carrier.exportWhoHad',
  title: { zh: '导出接触情况清单', en: 'Export who had it' },
  secondFactor: true,
  async make(tx, { input, actor }) {
    const had = await readWhoHad(tx, input);
    const lang = actor.language;
    const printing = await printingFor(tx, { actor, had });
    const time = (at: string | null) =>
      at === null ? '' : formatTime(parseInstant(at), lang, printing.timeZone ?? 'UTC');
    const title = lang === 'zh' ? `${had.number} 接触情况清单` : `Who had ${had.number}`;
    const exporter =
      lang === 'zh'
        ? `密级：${had.mark}　导出人：${actor.name}　导出时间：${time(tx.now.toISOString())}`
        : `${had.mark}. Exported by ${actor.name}, ${time(tx.now.toISOString())}`;
    const bytes = writeWorkbook({
      sheets: [
        {
          name: title,
          titleRows: [[`${title}（${had.from} — ${had.to}）`], [exporter]],
          columns: columnTitles.map((column) => ({ title: column[lang], width: column.width, kind: 'text' })),
          rows: had.lines.map((line) => [
            line.person,
            line.unit,
            line.copyNo,
            howWords(line, lang),
            time(line.at),
            time(line.until),
          ]),
        },
      ],
      properties: { title, author: actor.name, classification: had.mark },
    });
    return {
      fileName: `${title}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
      subject: input.carrierId,
    };
  },
});

/** From the thing's side: who had a carrier, and which copies there are (INC-3). */
export const whoHadFiles: readonly FileRoute[] = [answer, print, exported];
