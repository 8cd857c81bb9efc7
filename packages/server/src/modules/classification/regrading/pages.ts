import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { levelToken, nextAction } from '../../carriers/api.ts';
import {
  CarrierChanges,
  CarrierChangesQuery,
  RegradingChoices,
  RegradingChoicesQuery,
  RegradingPage,
  RegradingQuery,
  type suggestedChanges,
} from './contract.ts';
import { readClassifiers } from './judge-proposal.ts';
import {
  type NoticeLineRow,
  type RegradingLineRow,
  type RemarkLineRow,
  actionsFor,
  instantText,
  lineColumns,
  noticeColumns,
  presentNotice,
  presentRegrading,
  presentRemark,
  remarkColumns,
  stillHere,
} from './lines.ts';
import { regradingPolicy } from './policy.ts';
import { type FindCommand } from './store.ts';
import type { RegradingRow, SuggestionRow, TermCheckRow } from './tables.ts';
import type { CarrierRow } from '../../carriers/api.ts';

/** Lines of each list on a page. */
const linesMax = 200;

const remarkFrom = `from regrading_remark m join copy y on y.id = m.copy_id join carrier c on c.id = m.carrier_id
  left join person h on h.id = y.holder_id where ${stillHere}`;

type Head = RegradingLineRow &
  Pick<RegradingRow, 'register_id' | 'unit_path' | 'made_by' | 'scan_id'> & {
    readonly unit: string;
    readonly copy_no: string | null;
    readonly classifier: string | null;
    readonly words: string | null;
    readonly document_no: string | null;
    readonly approval_id: string | null;
    readonly remarks_done: number;
  };

async function readHead(tx: LoadTx, regradingId: string): Promise<Head> {
  const rows = await tx.readSql<Head>(
    `select ${lineColumns}, r.register_id, r.unit_path, r.made_by, r.scan_id, u.name as unit, y.copy_no,
       k.name as classifier, w.words, w.document_no,
       (select a.id from approval a where a.subject_id = r.id order by a.created_at desc limit 1) as approval_id,
       (select count(*)::int from regrading_remark d where d.regrading_id = r.id and d.state = 'done') as remarks_done
     from regrading r join unit u on u.id = r.unit_id left join copy y on y.id = r.copy_id
     left join person k on k.id = r.classifier_id left join regrading_matter w on w.id = r.id
     where r.id = $1`,
    [regradingId],
  );
  const head = rows[0];
  if (head === undefined) throw new Refusal('not.found');
  return head;
}

interface ItemRow {
  readonly id: string;
  readonly number: string;
  readonly title: string | null;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly former_mark: string | null;
  readonly split_id: string | null;
  readonly split_number: string | null;
  readonly expires_on: string | null;
}

/** Who knows a carrier but nothing of the proposal's other ones sees none of it. */
function readItems(tx: LoadTx, regradingId: string): Promise<ItemRow[]> {
  return tx.readSql<ItemRow>(
    `select c.id, c.number, m.title, c.mark, c.scheme, c.level, i.former_mark, s.id as split_id, s.number as split_number,
       c.expires_on::text
     from regrading_item i join carrier c on c.id = i.carrier_id left join carrier_matter m on m.id = c.id
     left join carrier s on s.id = i.split_from where i.regrading_id = $1 order by c.number_sort, c.id limit $2`,
    [regradingId, linesMax],
  );
}

function createRegradingPage(find: FindCommand) {
  return defineQuery({
    name: 'regrading.open',
    title: { zh: '查看密级变更', en: 'Open a change of marks' },
    input: RegradingQuery,
    output: RegradingPage,
    rule: regradingPolicy['regrading.read'],
    async run(tx, { input, actor }) {
      const head = await readHead(tx, input.regradingId);
      const items = await readItems(tx, head.id);
      const notices = await tx.readSql<NoticeLineRow>(
        `select ${noticeColumns} from regrading_notice n join register g on g.id = n.register_id
         where n.regrading_id = $1 order by n.number limit $2`,
        [head.id, linesMax],
      );
      const remarks = await tx.readSql<RemarkLineRow>(
        `select ${remarkColumns} ${remarkFrom} and m.regrading_id = $1 order by c.number_sort, y.copy_no limit $2`,
        [head.id, linesMax],
      );
      const actions = headActions(head, { find, actor });
      return {
        ...presentRegrading(head),
        registerId: head.register_id,
        unit: head.unit,
        copyNo: head.copy_no,
        classifier: head.classifier,
        reason: head.words,
        documentNo: head.document_no === '' ? null : head.document_no,
        scanId: head.scan_id,
        approvalId: head.approval_id,
        items: items.map((row) => ({
          id: row.id,
          number: row.number,
          title: row.title,
          mark: row.mark,
          levelToken: levelToken(row.scheme, row.level, row.mark),
          formerMark: row.former_mark,
          splitFrom:
            row.split_id === null || row.split_number === null
              ? null
              : { id: row.split_id, number: row.split_number },
          expiresOn: row.expires_on,
        })),
        notices: notices.map((row) => presentNotice(row, { find, actor })),
        remarks: remarks.map((row) => presentRemark(row, { find, actor })),
        remarksDone: head.remarks_done,
        next: nextAction(actions),
        actions,
      };
    },
  });
}

function headActions(head: Head, the: { readonly find: FindCommand; readonly actor: Actor }) {
  const act = actionsFor({
    ...the,
    unitPath: head.unit_path,
    target: { regrading: { made_by: head.made_by } },
  });
  const closed =
    head.state === 'draft'
      ? head.pending
        ? { zh: '正在审批', en: 'being decided' }
        : null
      : { zh: '已办结或已撤销', en: 'done or withdrawn' };
  return [...act('regrading.submit', closed), ...act('regrading.withdraw', closed)];
}

type ChoiceRow = Pick<
  CarrierRow,
  'id' | 'number' | 'mark' | 'scheme' | 'level' | 'validity' | 'origin' | 'register_id'
> & {
  readonly title: string | null;
  readonly issued_on: string | null;
  readonly expires_on: string | null;
  readonly released_on: string | null;
  readonly copies: readonly { id: string; copyNo: string; state: string; holder: string | null }[];
  readonly outside: number;
};

/** What a proposal can be made of, for who knows the carriers or handles them. */
const choices = defineQuery({
  name: 'regrading.choices',
  title: { zh: '可办理的变更', en: 'What can be changed' },
  input: RegradingChoicesQuery,
  output: RegradingChoices,
  rule: regradingPolicy['regrading.read'],
  async run(tx, { input }) {
    const rows = await tx.readSql<ChoiceRow>(
      `select c.id, c.number, m.title, c.mark, c.scheme, c.level, c.validity, c.origin, c.register_id,
         c.issued_on::text, c.expires_on::text, c.released_on::text,
         (select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'copyNo', y.copy_no, 'state', y.state, 'holder', h.name)
             order by y.copy_no), '[]')
            from copy y left join person h on h.id = y.holder_id
            where y.carrier_id = c.id and y.state not in ('sent', 'delivered', 'returned', 'destroyed')) as copies,
         (select count(*)::int from copy y where y.carrier_id = c.id and y.state in ('sent', 'delivered')) as outside
       from carrier c left join carrier_matter m on m.id = c.id
       where c.id = any ($1) order by c.number_sort, c.id`,
      [input.carrierIds],
    );
    if (rows.length !== new Set(input.carrierIds).size) throw new Refusal('not.found');
    const companions = await tx.readSql<Omit<ItemRow, 'former_mark'>>(
      `select o.id, o.number, m.title, o.mark, o.scheme, o.level from carrier o left join carrier_matter m on m.id = o.id
       where o.determination_id in (select c.determination_id from carrier c where c.id = any ($1))
         and o.id <> all ($1) and o.register_id in (select c.register_id from carrier c where c.id = any ($1))
         and o.released_on is null and o.state <> 'ended' and m.id is not null order by o.number_sort, o.id limit $2`,
      [input.carrierIds, linesMax],
    );
    const classifiers = await readClassifiers(tx, input.carrierIds);
    return {
      carriers: rows.map((row) => ({
        id: row.id,
        number: row.number,
        title: row.title,
        mark: row.mark,
        levelToken: levelToken(row.scheme, row.level, row.mark),
        scheme: row.scheme,
        level: row.level,
        validity: row.validity,
        issuedOn: row.issued_on,
        expiresOn: row.expires_on,
        releasedOn: row.released_on,
        origin: row.origin,
        registerId: row.register_id,
        copies: [...row.copies],
        copiesOutside: row.outside,
      })),
      companions: companions.map((row) => ({
        id: row.id,
        number: row.number,
        title: row.title,
        mark: row.mark,
        levelToken: levelToken(row.scheme, row.level, row.mark),
      })),
      classifiers: [...Map.groupBy(classifiers, (one) => one.person_id)].map(([id, duties]) => ({
        id,
        name: duties[0]?.name ?? '',
        reaches: duties.map((one) =>
          one.duty === 'first-responsible'
            ? { scheme: '*', rank: null }
            : { scheme: one.scheme ?? '*', rank: one.level_rank },
        ),
      })),
    };
  },
});

type CarrierHead = Pick<CarrierRow, 'id' | 'origin' | 'unit_path' | 'validity' | 'state'> & {
  readonly former_mark: string | null;
  readonly released_on: string | null;
  readonly expires_on: string | null;
  readonly release_day: string | null;
  readonly knows: boolean;
};

function createCarrierChanges(find: FindCommand) {
  return defineQuery({
    name: 'regrading.ofCarrier',
    title: { zh: '此件的密级变更', en: 'Changes of this mark' },
    input: CarrierChangesQuery,
    output: CarrierChanges,
    rule: regradingPolicy['regrading.read'],
    async run(tx, { input, actor }) {
      const [head] = await tx.readSql<CarrierHead>(
        `select c.id, c.origin, c.unit_path, c.validity, c.state, c.former_mark, c.released_on::text, c.expires_on::text,
           d.day::text as release_day, m.id is not null as knows
         from carrier c left join carrier_matter m on m.id = c.id
         left join release_day d on d.carrier_id = c.id and d.ended_at is null where c.id = $1`,
        [input.carrierId],
      );
      if (head === undefined) throw new Refusal('not.found');
      const changes = await tx.readSql<RegradingLineRow>(
        `select ${lineColumns} from regrading r where r.id in (select regrading_id from regrading_item where carrier_id = $1)
         order by r.made_at desc, r.id limit $2`,
        [head.id, linesMax],
      );
      const remarks = await tx.readSql<RemarkLineRow>(
        `select ${remarkColumns} ${remarkFrom} and m.carrier_id = $1 order by y.copy_no limit $2`,
        [head.id, linesMax],
      );
      return {
        formerMark: head.former_mark,
        releasedOn: head.released_on,
        releaseDay: head.release_day,
        changes: changes.map(presentRegrading),
        checks: await readChecks(tx, head.id),
        suggestions: await readSuggestions(tx, head, { find, actor }),
        remarks: remarks.map((row) => presentRemark(row, { find, actor })),
        actions: carrierActions(tx.today, head, { find, actor }),
      };
    },
  });
}

async function readChecks(tx: LoadTx, carrierId: string) {
  const rows = await tx.readSql<TermCheckRow & { readonly by: string; readonly words: string | null }>(
    `select t.id, t.outcome, t.ends_on::text, t.made_at, p.name as by, w.words from term_check t
     join person p on p.id = t.made_by left join regrading_matter w on w.id = t.id
     where t.carrier_id = $1 order by t.made_at desc limit $2`,
    [carrierId, linesMax],
  );
  return rows.map((row) => ({
    id: row.id,
    outcome: row.outcome,
    endsOn: row.ends_on,
    by: row.by,
    at: instantText(row.made_at),
    note: row.words === '' ? null : row.words,
  }));
}

async function readSuggestions(
  tx: LoadTx,
  head: CarrierHead,
  the: { readonly find: FindCommand; readonly actor: Actor },
) {
  const rows = await tx.readSql<
    SuggestionRow & {
      readonly by: string;
      readonly words: string | null;
      readonly suggested: (typeof suggestedChanges)[number];
    }
  >(
    `select s.*, p.name as by, w.words from regrading_suggestion s join person p on p.id = s.made_by
     left join regrading_matter w on w.id = s.id where s.carrier_id = $1 order by s.made_at desc limit $2`,
    [head.id, linesMax],
  );
  const act = actionsFor({ ...the, unitPath: head.unit_path });
  return rows.map((row) => ({
    id: row.id,
    suggested: row.suggested,
    state: row.state,
    by: row.by,
    madeAt: instantText(row.made_at),
    reason: row.words,
    actions: act(
      'regrading.answerSuggestion',
      row.state === 'open' ? null : { zh: '已有答复', en: 'answered already' },
    ),
  }));
}

/** What can be done about the mark of one carrier, and what stands in the way. */
function carrierActions(
  today: string,
  head: CarrierHead,
  the: { readonly find: FindCommand; readonly actor: Actor },
) {
  const act = actionsFor({ ...the, unitPath: head.unit_path });
  const done =
    head.released_on !== null
      ? { zh: '已解密', en: 'released already' }
      : head.state === 'ended'
        ? { zh: '已无在管份数', en: 'no copy left here' }
        : null;
  const unknown = head.knows ? null : { zh: '不在知悉范围内', en: 'outside your knowledge' };
  const notOwn =
    head.origin === 'own' ? null : { zh: '收文由原定密单位变更', en: 'changed by its originator' };
  const notReceived = head.origin === 'received' ? null : { zh: '不是收文', en: 'not received' };
  const noCondition =
    head.validity.kind === 'condition'
      ? null
      : { zh: '标志没有解密条件', en: 'the mark states no condition' };
  const noTerm = head.expires_on === null ? { zh: '没有届满日', en: 'no day of ending' } : null;
  const over =
    head.origin === 'own' && head.expires_on !== null && head.expires_on < today
      ? { zh: '期限已届满，正自行解密', en: 'the term is over, it is being released' }
      : null;
  return [
    ...act('regrading.propose', done ?? unknown ?? notOwn),
    ...act('regrading.conditionMet', done ?? unknown ?? notOwn ?? noCondition),
    ...act('regrading.setReleaseDay', done ?? unknown ?? notOwn ?? noCondition),
    ...act('regrading.checkTerm', done ?? noTerm ?? over),
    ...act('regrading.enterNotice', done ?? notReceived),
    ...act('regrading.suggest', unknown ?? notReceived),
  ];
}

/** Pages of the module. */
export function createRegradingPages(find: FindCommand): Query[] {
  return [createRegradingPage(find), choices, createCarrierChanges(find)];
}
