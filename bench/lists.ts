import type { Kernel } from '@fengni/kernel/command/kernel';
import { runQuery } from '@fengni/kernel/command/run-query';
import { z } from 'zod';
import { type Sight, addCarriers, makeSight } from './data.ts';
import { type Bench, type Report, percentile, round, timeCalls } from './result.ts';
import { withStage } from './stage.ts';

/** Carriers in the house at each step; `FENGNI_BENCH_CARRIERS` names the largest. */
const largest = Number(process.env['FENGNI_BENCH_CARRIERS'] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const calls = { calls: 60, warmUp: 8 };
const pageMsMax = 20;
const searchMsMax = 100;
const growthMax = 2;

interface Look {
  readonly name: string;
  readonly query: string;
  readonly who: 'third' | 'twenty';
  readonly input: (at: number) => unknown;
  readonly aimMs: number;
}

const List = z.object({ rows: z.array(z.object({ id: z.string() })), next: z.string().nullable() });

function looksAt(ids: { readonly third: readonly string[]; readonly twenty: readonly string[] }): Look[] {
  const list = (name: string, input: object, who: Look['who'] = 'third'): Look => ({
    name,
    query: 'carrier.list',
    who,
    input: () => input,
    aimMs: 'search' in input ? searchMsMax : pageMsMax,
  });
  const open = (who: Look['who']): Look => ({
    name: 'carrier.open',
    query: 'carrier.open',
    who,
    input: (at) => ({ carrierId: ids[who][at % ids[who].length] }),
    aimMs: pageMsMax,
  });
  const find = (name: string, text: string, who: Look['who'] = 'third'): Look => ({
    name: `scan.find ${name}`,
    query: 'scan.find',
    who,
    input: () => ({ text }),
    aimMs: searchMsMax,
  });
  return [
    list('newest', {}),
    list('by number', { sort: 'number', descending: false }),
    list('by level', { sort: 'level' }),
    list('by state', { sort: 'state' }),
    list('one level', { level: 'JUEMI', scheme: 'cn-state-secret' }),
    list('drafts', { state: 'draft' }),
    list('archived copies', { copyState: 'archived' }),
    list('missing copies', { copyState: 'missing' }),
    list('overdue', { overdue: true }),
    list('overdue by number', { overdue: true, sort: 'number' }),
    list('known', { by: 'known' }),
    list('known', { by: 'known' }, 'twenty'),
    list('known, one level', { by: 'known', level: 'JUEMI', scheme: 'cn-state-secret' }),
    list('known, drafts', { by: 'known', state: 'draft' }),
    list('handled, search common', { search: '投资' }),
    list('handled, search number', { search: '4242' }),
    list('known, search common', { by: 'known', search: '谈判' }),
    list('known, search words', { by: 'known', search: '勘探坐标工作的批复' }),
    list('known, search rare', { by: 'known', search: '珊瑚礁' }),
    list('known, search never', { by: 'known', search: '珊瑚投资' }),
    list('known, search common', { by: 'known', search: '谈判' }, 'twenty'),
    open('third'),
    open('twenty'),
    find('title', '勘探坐标工作'),
    find('title', '关于', 'twenty'),
    find('number', '0004242'),
    find('nothing', '不存在的文件名'),
  ];
}

export const benchLists: Bench = (report) =>
  withStage(async (stage) => {
    const sight = await makeSight(stage);
    const first = new Map<string, number>();
    let before = 0;
    for (const size of sizes) {
      await addCarriers(stage, sight, { from: before + 1, to: size });
      before = size;
      await measureLists({ kernel: stage.world.kernel, sight, size, first, report });
    }
  });

/** Measures every look at one size on the server's side: the query from input to checked output, without HTTP. */
export async function measureLists(the: {
  readonly kernel: Kernel;
  readonly sight: Pick<Sight, 'third' | 'twenty'>;
  readonly size: number;
  /** p95 of each look at the first size, kept between the sizes. */
  readonly first: Map<string, number>;
  readonly report: Report;
}): Promise<void> {
  const { kernel, sight } = the;
  const ask = (who: Look['who'], name: string, input: unknown): Promise<unknown> =>
    runQuery(kernel, { name, input, sessionHash: sight[who], terminal: 'bench' });
  const idsOf = async (who: Look['who'], input: object): Promise<string[]> =>
    List.parse(await ask(who, 'carrier.list', input)).rows.map((row) => row.id);
  const ids = {
    third: await idsOf('third', { sort: 'level', limit: 100 }),
    twenty: await idsOf('twenty', { by: 'known' }),
  };
  for (const look of looksAt(ids)) {
    const took = await timeCalls((at) => ask(look.who, look.query, look.input(at)), calls);
    const p95 = percentile(took, 0.95);
    const key = `${look.name} (${look.who})`;
    const first = the.first.get(key) ?? p95;
    the.first.set(key, first);
    const growth = p95 / first;
    the.report({
      bench: `lists: ${key}`,
      value: round(p95),
      unit: 'ms p95',
      peer: round(first),
      ratio: round(growth),
      aim: `≤ ${look.aimMs} ms, growth ≤ ${growthMax}`,
      met: p95 <= look.aimMs && growth <= growthMax,
      more: { carriers: the.size, p50: round(percentile(took, 0.5)) },
    });
  }
}
