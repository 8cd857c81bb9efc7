import { z } from 'zod';
import { LetterList } from '../modules/letters/contract.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';
import type { Year } from './year.ts';

const Made = z.object({ templateId: z.string() });

const responsibility = {
  kind: 'responsibility',
  occasion: 'yearly',
  name: '保密工作责任书',
  body: [
    '为落实保密工作责任制，{上级单位}（上级责任人：{上级责任人}）与{单位}（责任人：{姓名}）签订{年度}年度保密工作责任书。',
    '一、责任人对本机构的保密工作负总责，工作任务如下：',
    '{任务}',
    '二、任务完成情况列入年度考核；发生泄密事件的，依规追究责任。',
    '三、本责任书一式两份，双方各执一份。',
  ].join('\n'),
  items: [
    { task: '组织保密教育培训', measure: '有签到和测试记录', target: 2, countWord: '次' },
    { task: '开展保密自查自评', measure: '查出的问题建立台账并整改', target: 2, countWord: '次' },
    { task: '组织涉密载体清点', measure: '账物相符', target: 2, countWord: '次' },
    { task: '不发生泄密事件' },
  ],
};
const commitment = {
  kind: 'commitment',
  occasion: 'posting',
  name: '涉密人员保密承诺书',
  body: [
    '本人{姓名}，任{单位}{岗位}，{涉密等级}，已了解有关保密法规制度，知悉应当承担的保密义务和法律责任。本人承诺：',
    '一、认真遵守国家保密法律、法规和规章制度，履行保密义务；',
    '二、不提供虚假个人信息，自愿接受保密审查；',
    '三、不违规记录、存储、复制国家秘密信息，不违规留存国家秘密载体；',
    '四、不以任何方式泄露所接触和知悉的国家秘密；',
    '五、未经单位审查批准，不擅自发表涉及未公开工作内容的文章、著述；',
    '六、离岗时自愿接受脱密期管理，签订保密承诺书。',
    '违反上述承诺，自愿承担党纪、政纪责任和法律后果。',
  ].join('\n'),
  items: [],
  validMonths: 12,
};

/** Letters of the year: templates in spring, most of them signed, some not, one whose tasks were looked at. */
export function planLetters(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  const { stage, house } = the;
  const player = (login: string) => playerOf(house, login);
  const unitId = house.units.get(houseName);
  const thisYear = () => Number(stage.now.toISOString().slice(0, 4));
  const dueAfter = (days: number) =>
    new Date(stage.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  async function putInForce(template: object): Promise<string> {
    const made = await stage.done(player('jiayi'), 'letter.draftTemplate', { unitId, ...template });
    const { templateId } = Made.parse(made);
    await stage.done(player('yiyi'), 'letter.issueTemplate', { templateId });
    return templateId;
  }
  year.add(250, async () => {
    const templateId = await putInForce(responsibility);
    const signers = ['xinyi', 'bingyi', 'dingyi', 'jiyi', 'gengyi', 'genger'];
    await stage.done(player('jiayi'), 'letter.issue', {
      templateId,
      year: thisYear(),
      dueOn: dueAfter(30),
      letters: signers.map((login) => ({
        signerId: player(login).personId,
        counterId: player('yier').personId,
      })),
    });
  });
  year.add(240, async () => {
    for (const login of ['xinyi', 'bingyi', 'dingyi', 'jiyi', 'gengyi']) await signAll(stage, player(login));
    await signAll(stage, player('yier'));
  });
  year.add(60, async () => {
    const templateId = await putInForce(commitment);
    await stage.done(player('jiayi'), 'letter.issue', {
      templateId,
      year: thisYear(),
      dueOn: dueAfter(40),
      letters: ['jiaer', 'jiasan', 'gengyi', 'genger', 'dingyi'].map((login) => ({
        signerId: player(login).personId,
      })),
    });
    for (const login of ['jiaer', 'jiasan', 'dingyi']) await signAll(stage, player(login));
  });
}

/** Signs what waits for this person. */
async function signAll(stage: Stage, player: Player): Promise<void> {
  const { rows } = await stage.query(player, 'letter.list', { mine: true }, LetterList);
  for (const row of rows) {
    const waits = row.signerId === player.personId ? row.state === 'open' : row.state === 'signed';
    if (waits) await stage.done(player, 'letter.sign', { letterId: row.id });
  }
}
