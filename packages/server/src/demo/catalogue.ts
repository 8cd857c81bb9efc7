import { z } from 'zod';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';

const Ids = z.object({
  catalogueId: z.string().optional(),
  placeId: z.string().optional(),
  postId: z.string().optional(),
});
const scheme = 'cn-state-secret';
const years = (count: number) => ({ kind: 'duration', years: count }) as const;
const mark = (level: string, validity: unknown = years(5)) => ({ scheme, level, validity });

interface Play {
  readonly stage: Stage;
  readonly house: DemoHouse;
}

/** A made-up scope catalogue of a made-up superior. */
const scopeItems = [
  {
    number: '1.1',
    field: '发展规划',
    name: '未公开的投资计划和概算指标',
    mark: mark('JIMI', years(10)),
    scopeText: '有关领导和承办人员',
    tier: '县级以上',
  },
  {
    number: '1.2',
    field: '发展规划',
    name: '重点项目比选方案',
    mark: mark('MIMI', years(5)),
    scopeText: '承办单位',
    tier: '县级以上',
  },
  {
    number: '2.1',
    field: '应急保障',
    name: '应急物资储备点位和数量',
    mark: mark('MIMI', years(10)),
    scopeText: '承办单位',
    tier: '县级以上',
  },
  {
    number: '2.2',
    field: '应急保障',
    name: '特别重大事项处置预案',
    mark: mark('JUEMI', years(20)),
    scopeText: '主要领导',
    tier: '县级以上',
  },
  {
    number: '3.1',
    field: '考试',
    name: '启用前的试题和评分标准',
    mark: mark('JIMI', { kind: 'condition', text: '启用前' }),
    scopeText: '命题人员',
    tier: '各级',
  },
] as const;

const matters = [
  {
    number: '1',
    name: '年度投资概算编制',
    mark: mark('JIMI', years(10)),
    scopeText: '县委、县政府分管领导，承办人员',
    basis: '《示范行业保密事项范围》1.1',
    unit: '发展和改革局',
    link: '汇总上报',
  },
  {
    number: '2',
    name: '重点项目比选方案',
    mark: mark('MIMI'),
    scopeText: '承办科室',
    basis: '《示范行业保密事项范围》1.2',
    unit: '发展和改革局',
    link: '方案拟定',
  },
  {
    number: '3',
    name: '应急物资储备点位图',
    mark: mark('MIMI', years(10)),
    scopeText: '应急、财政承办人员',
    basis: '《示范行业保密事项范围》2.1',
    unit: '应急管理局',
    link: '普查制图',
  },
  {
    number: '4',
    name: '特别重大事项处置预案',
    mark: mark('JUEMI', years(20)),
    scopeText: '主要领导、县委办公室主任',
    basis: '《示范行业保密事项范围》2.2',
    unit: '县委办公室',
    link: '预案拟定',
  },
  {
    number: '5',
    name: '公开招考启用前的试题',
    mark: mark('JIMI', { kind: 'condition', text: '启用前' }),
    scopeText: '命题、印制人员',
    basis: '《示范行业保密事项范围》3.1',
    unit: '人力资源局',
    link: '命题',
  },
  {
    number: '6',
    name: '上级下发的专项部署文件',
    mark: mark('JIMI', years(10)),
    scopeText: '文件载明的范围',
    basis: '来文密级',
    unit: '县委办公室',
    link: '收文',
    origin: 'received',
  },
] as const;

function itemOf(house: DemoHouse, matter: (typeof matters)[number]) {
  const { unit, ...item } = matter;
  return { ...item, ownerUnitId: house.units.get(unit) ?? null };
}

const posts = [
  { unit: '县委办公室', name: '机要专员岗', grade: 'CORE', holder: '乙一' },
  { unit: '机要保密局', name: '文件管理岗', grade: 'CORE', holder: '甲二' },
  { unit: '发展和改革局', name: '投资综合岗', grade: 'IMPORTANT', holder: '庚二' },
  { unit: '应急管理局', name: '物资储备岗', grade: 'GENERAL', holder: null },
] as const;

/** A year ago: a scope catalogue is brought in, the first list approved and filed, posts graded, a key site determined. */
export async function settleCatalogue({ stage, house }: Play): Promise<void> {
  const officer = playerOf(house, 'jiayi');
  const day = stage.now.toISOString().slice(0, 10);
  const unitId = house.units.get(houseName);
  await stage.done(officer, 'scopeCatalogue.import', {
    unitId,
    scheme,
    title: '示范行业保密事项范围',
    issuingBody: '省示范厅',
    documentNo: '示发〔2025〕1号',
    mark: mark('MIMI', years(10)),
    inForceFrom: '2025-05-01',
    items: scopeItems,
  });
  await gradePosts({ stage, house }, day);
  const { catalogueId } = Ids.parse(await stage.done(officer, 'catalogue.begin', { unitId, scheme }));
  await stage.done(officer, 'catalogue.importItems', {
    catalogueId,
    mode: 'append',
    fileDigest: '0'.repeat(64),
    items: matters.map((matter) => itemOf(house, matter)),
  });
  const request = await stage.ask(officer, 'catalogue.submit', {
    catalogueId,
    reason: '按新修订的保密事项范围首次编制',
  });
  await stage.decide(playerOf(house, 'yiyi'), request);
  await stage.decide(playerOf(house, 'yier'), request);
  await stage.done(officer, 'catalogue.recordFiling', {
    catalogueId,
    filedOn: day,
    filedWith: '市示范保密局',
    filedNo: '示备〔2025〕12号',
  });
  await determineSite({ stage, house }, day);
}

async function gradePosts({ stage, house }: Play, day: string): Promise<void> {
  const keeper = playerOf(house, 'jiayi');
  for (const { unit, name, grade, holder } of posts) {
    const { postId } = Ids.parse(
      await stage.done(keeper, 'org.addPost', { unitId: house.units.get(unit), name, grade }),
    );
    const personId = holder === null ? undefined : house.people.get(holder)?.id;
    if (personId !== undefined)
      await stage.done(keeper, 'org.assignPost', { personId, postId, startedOn: day });
  }
}

async function determineSite({ stage, house }: Play, day: string): Promise<void> {
  const officer = playerOf(house, 'jiayi');
  const { placeId } = Ids.parse(
    await stage.done(officer, 'keyPlace.propose', {
      unitId: house.units.get('机要保密局'),
      kind: 'site',
      name: '县机要室',
      place: '行政中心三楼',
      level: 'JUEMI',
      reason: '集中保存全县涉密载体和密码电报',
      keeperId: house.people.get('甲二')?.id,
    }),
  );
  await stage.decide(playerOf(house, 'yier'), await stage.ask(officer, 'keyPlace.submit', { placeId }));
  await stage.done(officer, 'keyPlace.recordConfirmation', {
    placeId,
    confirmedOn: day,
    confirmedBy: '市示范保密局',
    confirmedNo: '示确〔2025〕3号',
  });
}

/** Now: the yearly revision waits for the first responsible person, and another site is proposed. */
export async function reviseCatalogue({ stage, house }: Play): Promise<void> {
  const officer = playerOf(house, 'jiayi');
  const unitId = house.units.get(houseName);
  const { catalogueId } = Ids.parse(await stage.done(officer, 'catalogue.begin', { unitId, scheme }));
  const Page = z.object({ items: z.array(z.object({ id: z.string(), number: z.string() })) });
  const { items } = await stage.query(officer, 'catalogue.open', { catalogueId }, Page);
  const lineOf = (number: string) => items.find((item) => item.number === number)?.id;
  const [first, second] = matters;
  await stage.done(officer, 'catalogue.putItem', {
    catalogueId,
    itemId: lineOf('1'),
    item: { ...itemOf(house, first), name: '年度投资概算编制和调整' },
  });
  await stage.done(officer, 'catalogue.dropItem', { catalogueId, itemId: lineOf(second.number) });
  await stage.done(officer, 'catalogue.putItem', {
    catalogueId,
    item: {
      number: '7',
      name: '关键信息系统网络拓扑图',
      mark: mark('MIMI'),
      scopeText: '大数据中心运维人员',
      basis: '本单位研究确定，待上级明确',
      ownerUnitId: house.units.get('大数据中心'),
      link: '系统建设',
    },
  });
  const request = await stage.ask(officer, 'catalogue.submit', {
    catalogueId,
    reason: '年度复核：一项扩展、一项删去、一项新增',
  });
  await stage.decide(playerOf(house, 'yiyi'), request);
  await stage.done(officer, 'keyPlace.propose', {
    unitId: house.units.get('发展和改革局'),
    kind: 'department',
    name: '投资综合科',
    level: 'JIMI',
    reason: '日常处理较多机密级投资资料',
    keeperId: house.people.get('庚二')?.id,
  });
}
