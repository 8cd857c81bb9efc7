import { RegisterList } from '../modules/carriers/contract.ts';
import { ReviewItems } from '../modules/classification/review/contract.ts';
import { TradeSecretPage } from '../modules/trade-secrets/contract.ts';
import { tradeSecretScheme } from '../modules/trade-secrets/rules.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';
import type { Year } from './year.ts';

const company = '示范油田';
const core = { level: 'CORE', validity: { kind: 'indefinite' } };
const ordinary = { level: 'ORDINARY', validity: { kind: 'duration', years: 3 } };

/** Trade secrets of an enterprise of the demo; of no real matter. */
const secrets = [
  {
    name: '示例压裂液配方',
    kind: 'technical',
    content: '各组分的配比和加入次序。',
    mark: core,
    valueNote: '试验三年所得，同行未掌握。',
  },
  {
    name: '示例区块储量评价方法',
    kind: 'technical',
    content: '评价参数的取值口径。',
    mark: core,
    valueNote: '',
  },
  {
    name: '年度投标报价底线',
    kind: 'business',
    content: '各标段的报价区间和让利顺序。',
    mark: { level: 'ORDINARY', validity: { kind: 'condition', text: '公布前' } },
    valueNote: '',
  },
  { name: '主要供应商价格清单', kind: 'business', content: '单价和账期。', mark: ordinary, valueNote: '' },
] as const;

interface Cast {
  readonly stage: Stage;
  readonly house: DemoHouse;
  readonly player: (login: string) => Player;
}

function textOf(result: Readonly<Record<string, unknown>>, key: string): string {
  const value = result[key];
  if (typeof value !== 'string') throw new Error(`the result has no ${key}`);
  return value;
}

function itemOf({ house, player }: Cast, secret: (typeof secrets)[number], reason: string) {
  const staff = [...house.people.values()].filter((person) => person.unit === company).slice(0, 2);
  return {
    ...secret,
    mark: { scheme: tradeSecretScheme, owner: company, ...secret.mark },
    ownerPersonId: player('xinyi').personId,
    holderPersonIds: staff.map((person) => person.id),
    measures: ['agreement', 'rules', 'marking'],
    reason,
  };
}

async function approve({ stage, player }: Cast, listId: string): Promise<void> {
  const approvalId = await stage.ask(player('xinyi'), 'tradeSecret.submitList', { listId });
  await stage.decide(player('yier'), approvalId);
}

/** Two years of one enterprise's list: filed, carried over, changed within the year, and a change waiting for the head. */
function planLists(year: Year, cast: Cast): void {
  const { stage, house, player } = cast;
  const unitId = house.units.get(company);
  const officer = () => player('xinyi');
  const yearOf = () => Number(stage.now.toISOString().slice(0, 4));
  const today = () => stage.now.toISOString().slice(0, 10);
  const begin = async () =>
    textOf(await stage.done(officer(), 'tradeSecret.beginList', { unitId, year: yearOf() }), 'listId');
  const linesOf = async (listId: string) =>
    (await stage.query(officer(), 'tradeSecret.open', { listId }, TradeSecretPage)).lines;

  year.add(358, async () => {
    const schemes = ['cn-state-secret', 'cn-work-secret', 'internal', tradeSecretScheme];
    const levels = { [tradeSecretScheme]: 'CORE' };
    for (const [login, grade] of [
      ['xinyi', 'IMPORTANT'],
      ['yier', 'CORE'],
    ] as const) {
      const { personId } = player(login);
      const clearance = { personId, grade, schemes, levels, decidedOn: today() };
      await stage.done(house.admin.security, 'org.setClearance', clearance);
    }
    const listId = await begin();
    for (const secret of secrets.slice(0, 3))
      await stage.done(officer(), 'tradeSecret.addItem', { listId, ...itemOf(cast, secret, '首次梳理') });
    await approve(cast, listId);
    const filing = {
      listId,
      filedOn: today(),
      filedTo: '示范集团保密办公室',
      receiptNo: '集保收〔2025〕21号',
    };
    await stage.done(officer(), 'tradeSecret.fileList', filing);
  });
  year.add(222, async () => {
    const listId = await begin();
    const bidding = (await linesOf(listId)).find((line) => line.matter?.kind === 'business');
    if (bidding !== undefined)
      await stage.done(officer(), 'tradeSecret.endItem', { itemId: bidding.id, reason: '招标结果已公布' });
    for (const secret of secrets.slice(3))
      await stage.done(officer(), 'tradeSecret.addItem', { listId, ...itemOf(cast, secret, '年度梳理') });
    await approve(cast, listId);
    const filing = {
      listId,
      filedOn: today(),
      filedTo: '示范集团保密办公室',
      receiptNo: '集保收〔2026〕9号',
    };
    await stage.done(officer(), 'tradeSecret.fileList', filing);
  });
  year.add(6, async () => {
    const listId = await begin();
    const recipe = (await linesOf(listId))[0];
    if (recipe !== undefined) {
      const change = { ...itemOf(cast, secrets[0], '工艺改进，补充配比'), holderPersonIds: [] };
      await stage.done(officer(), 'tradeSecret.changeItem', { itemId: recipe.id, ...change });
    }
    await stage.ask(officer(), 'tradeSecret.submitList', { listId, reason: '年内变更' });
  });
}

/** Own documents of two units, one of which marks most at the longest term; a review of the other half done. */
function planReview(year: Year, cast: Cast): void {
  const { stage, house, player } = cast;
  const registerOf = async (clerk: Player, unit: string) => {
    const { rows } = await stage.query(clerk, 'register.list', {}, RegisterList);
    const found = rows.find((row) => row.kind === 'carrier' && row.unitId === house.units.get(unit));
    if (found === undefined) throw new Error(`no register of ${unit}`);
    return found.id;
  };
  const register = async (clerk: Player, unit: string, years: readonly number[]) => {
    const registerId = await registerOf(clerk, unit);
    for (const [i, term] of years.entries()) {
      await stage.done(clerk, 'carrier.register', {
        registerId,
        medium: 'paper',
        origin: 'own',
        mark: {
          scheme: 'cn-state-secret',
          level: i % 5 === 0 ? 'JIMI' : 'MIMI',
          validity: { kind: 'duration', years: term },
        },
        issuedOn: stage.now.toISOString().slice(0, 10),
        title: `示例自产文件（第${i + 1}号）`,
        pages: 6,
        copies: 1,
        place: '机要室2号柜',
        scope: { personIds: [player('dingyi').personId], postIds: [] },
      });
    }
  };
  year.add(150, async () => {
    await register(player('jiaer'), '机要保密局', [20, 10, 10, 10, 10, 20, 10, 10, 10, 5, 20, 10]);
    await register(player('xinyi'), company, [5, 3, 3, 1, 5, 5, 3, 3, 1, 5, 10, 3]);
  });
  year.add(20, async () => {
    const dueOn = new Date(stage.now.getTime() + 40 * 86_400_000).toISOString().slice(0, 10);
    const opened = await stage.done(player('jiayi'), 'review.open', {
      unitId: house.units.get(houseName),
      year: Number(stage.now.toISOString().slice(0, 4)),
      dueOn,
    });
    const reviewId = textOf(opened, 'reviewId');
    const { rows } = await stage.query(player('dingyi'), 'review.items', { reviewId }, ReviewItems);
    const known = rows.filter((row) => row.title !== null && row.standing).map((row) => row.id);
    const decide = (itemIds: readonly string[], more: object) =>
      stage.done(player('dingyi'), 'review.decide', { reviewId, itemIds, ...more });
    await decide(known.slice(0, 5), { decision: 'keep', reason: 'harm-remains' });
    await decide(known.slice(5, 7), { decision: 'change', reason: 'shorten' });
  });
}

/** Trade secrets of an enterprise, and the yearly review of what the county has classified. */
export function planTradeSecrets(
  year: Year,
  the: { readonly stage: Stage; readonly house: DemoHouse },
): void {
  const cast: Cast = {
    ...the,
    player: (login) => playerOf(the.house, login),
  };
  planLists(year, cast);
  planReview(year, cast);
}
