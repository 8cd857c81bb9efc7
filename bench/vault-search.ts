import { runQuery } from '@fengni/kernel/command/run-query';
import { type VaultObjectRow, vaultObjects } from '@fengni/kernel/vault/tables';
import { SearchHits } from '../packages/server/src/modules/vault/contract.ts';
import { encodeDocumentText } from '../packages/server/src/modules/vault/examination/document-text.ts';
import { gramKeyOf } from '../packages/server/src/modules/vault/search/gram-key.ts';
import { gramsOfText } from '../packages/server/src/modules/vault/search/grams.ts';
import { makeDocument } from './chinese-text.ts';
import { addCarriers, makeSight } from './data.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { type Stage, withStage } from './stage.ts';

/** Documents in the house; `FENGNI_BENCH_CONTENTS` names another number. */
const documents = Number(process.env['FENGNI_BENCH_CONTENTS'] ?? 100_000);
/** Different texts among them: hits are confirmed in stored text, which has to be there. */
const textsCount = 200;
const textUnits = 500;
/** Grams of each document that no other of its text has, as figures and names are. */
const ownGrams = 120;
const searchMsMax = 100;
const calls = { calls: 40, warmUp: 6 };

/** Words in the text of a hundred thousand documents, of which the caller may know a third, or twenty. */
export const benchVaultSearch: Bench = (report) =>
  withStage(async (stage) => {
    await stage.vault.create({ passphrase: 'bench bench bench', suite: 'intl' });
    const sight = await makeSight(stage);
    await addCarriers(stage, sight, { from: 1, to: documents });
    const texts = await addTexts(stage);
    await addContents(stage, { texts, readers: sight.personIds.slice(0, 2) });
    const [first] = texts;
    const asked: readonly [string, string][] = [
      ['pair that stands in most', '工作'],
      ['words that stand in many', '按照要求'],
      ['phrase of one text', first?.phrase ?? ''],
      [
        'grams there, words not in a row',
        `${first?.phrase.slice(0, 3) ?? ''}${first?.phrase.slice(5, 8) ?? ''}`,
      ],
      ['nowhere', '珊瑚礁盘'],
    ];
    const { kernel } = stage.world;
    for (const who of ['third', 'twenty'] as const) {
      for (const [name, words] of asked) {
        let rows = 0;
        const took = await timeCalls(async () => {
          const read = { name: 'vault.search', input: { words }, sessionHash: sight[who], terminal: 'bench' };
          rows = SearchHits.parse(await runQuery(kernel, read)).rows.length;
        }, calls);
        const p95 = percentile(took, 0.95);
        report({
          bench: `vault-search: ${name} (${who})`,
          value: round(p95),
          unit: 'ms p95',
          peer: null,
          ratio: null,
          aim: `≤ ${searchMsMax} ms`,
          met: p95 <= searchMsMax,
          more: { documents, rows, p50: round(percentile(took, 0.5)) },
        });
      }
    }
  });

interface BenchText {
  readonly object: VaultObjectRow;
  readonly text: string;
  readonly phrase: string;
}

/** Texts in the vault, as examinations leave them. */
async function addTexts({ world, vault }: Stage): Promise<BenchText[]> {
  const { id: personId } = await world.person('丁一', 'south');
  const texts: BenchText[] = [];
  for (let i = 0; i < textsCount; i += 1) {
    const text = makeDocument(i + 1, 4).text.slice(0, textUnits);
    const object = await world.fixture((tx) =>
      vault.begin(tx, { levelKey: 'cn-state-secret/MIMI', purpose: 'text', madeBy: personId }),
    );
    const report = {
      kind: 'text',
      outcome: 'whole',
      head: { title: null, documentNo: null, originator: null, copyNo: null, markText: null, mark: null },
      problems: [],
      gaps: [],
      pages: 0,
      rendering: null,
      nearCopies: [],
      textUnits: text.length,
    } as const;
    const bytes = encodeDocumentText({
      report: { ...report, problems: [], gaps: [], nearCopies: [] },
      pieces: [{ page: 1, text }],
    });
    await vault.append(object, { offset: 0, source: inTurn(bytes), ends: 'source' });
    await world.fixture(async (tx) => {
      tx.grant([object.id]);
      const [row] = await tx.writeSql<Parameters<typeof vault.finish>[1]>(
        `select * from ${vaultObjects.name} where id = $1 for update`,
        [object.id],
      );
      if (row !== undefined) await vault.finish(tx, row);
    });
    const from = Math.floor(text.length / 2);
    texts.push({
      object,
      text,
      phrase: text
        .slice(from)
        .replaceAll(/[^\p{Script=Han}]/gu, '')
        .slice(0, 9),
    });
  }
  return texts;
}

async function* inTurn(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** One file to each carrier, all below 机密; rows put in as the owner, past every trigger, for reading and nothing else. */
async function addContents(
  { world, database }: Stage,
  { texts, readers }: { readonly texts: readonly BenchText[]; readonly readers: readonly string[] },
): Promise<void> {
  const key = gramKeyOf(world.kernel.keys);
  await database.asOwner(async (client) => {
    await client.query(
      `set session_replication_role = replica; set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off; set jit = off`,
    );
    await client.query(`update carrier set level_rank = 1, level = 'MIMI' where level_rank > 1`);
    await client.query('update carrier_knower set level_rank = 1 where level_rank > 1');
    await client.query('create temp table text_of (n int primary key, object_id uuid, grams int4[])');
    for (const [n, { object, text }] of texts.entries()) {
      await client.query('insert into text_of values ($1, $2, $3)', [
        n,
        object.id,
        [...gramsOfText(text, key)],
      ]);
    }
    await client.query(
      `insert into electronic_copy (id, carrier_id, register_id, object_id, text_object_id, byte_count, page_count, outcome,
         attached_at, attached_by, follow)
       select y.id, y.carrier_id, y.register_id, gen_random_uuid(), t.object_id, 1000, 1, 'whole', y.since, (select id from person limit 1), false
       from (select distinct on (carrier_id) * from copy order by carrier_id, copy_no) y
         join text_of t on t.n = abs(hashtext(y.carrier_id::text)) % $1`,
      [texts.length],
    );
    await client.query(
      `insert into electronic_copy_matter (id, carrier_id, file_name) select id, carrier_id, 'a.txt' from electronic_copy`,
    );
    // one text stands for many documents here: both readers know the carrier its object is of
    await client.query(
      `with shared as (select k.* from carrier_knower k where k.person_id = $2 limit 1),
         told as (insert into carrier_knower select $1, carrier_id, scheme, level_rank, registered_at, register_id, state from shared
           on conflict do nothing)
       update vault_object set subject_id = (select carrier_id from shared)`,
      [...readers],
    );
    await client.query('drop index content_gram_grams');
    await client.query(
      `insert into content_gram (object_id, carrier_id, grams)
       select e.object_id, e.carrier_id, t.grams || array(select hashtext(e.id::text || i) from generate_series(1, $1) i)
       from electronic_copy e join text_of t on t.object_id = e.text_object_id`,
      [ownGrams],
    );
    await client.query(
      'create index content_gram_grams on content_gram using gin (grams) with (fastupdate = off)',
    );
    await client.query('vacuum analyze');
  });
}
