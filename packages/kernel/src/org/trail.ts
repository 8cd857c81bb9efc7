import type { TrailSource } from '../command/define.ts';
import { gradeWords, inBrackets, textOf, wordOf } from '../command/trail-words.ts';
import { builtinPacks } from '@fengni/schemes/packs';
import { dutyTitles } from './contract.ts';

const postGradeTitles = {
  CORE: { zh: '核心涉密岗位', en: 'core post' },
  IMPORTANT: { zh: '重要涉密岗位', en: 'important post' },
  GENERAL: { zh: '一般涉密岗位', en: 'ordinary post' },
} as const;

/** What the organisation knows of somebody, for his file (PER-2). */
export const orgTrail: readonly TrailSource[] = [
  {
    id: 'org.posts',
    title: { zh: '任职', en: 'Posts' },
    table: 'person',
    sql: 'select * from trail_posts($1, $2, $3)',
    explain(params) {
      const [post, unit] = [textOf(params, 'post'), textOf(params, 'unit')];
      const code = textOf(params, 'grade');
      const grade = code === '' ? { zh: '', en: '' } : inBrackets(wordOf(postGradeTitles, code));
      return { zh: `任${unit}${post}${grade.zh}`, en: `${post}, ${unit}${grade.en}` };
    },
  },
  {
    id: 'org.duties',
    title: { zh: '保密职责', en: 'Duties' },
    table: 'person',
    sql: 'select * from trail_duties($1, $2, $3)',
    explain(params) {
      const duty = wordOf(dutyTitles, textOf(params, 'duty'));
      const unit = textOf(params, 'unit');
      return params['deputy'] === true
        ? { zh: `代理${unit}${duty.zh}`, en: `Deputy ${duty.en}, ${unit}` }
        : { zh: `担任${unit}${duty.zh}`, en: `${duty.en}, ${unit}` };
    },
  },
  {
    id: 'org.clearances',
    title: { zh: '涉密等级', en: 'Clearances' },
    table: 'person',
    sql: 'select * from trail_clearances($1, $2, $3)',
    explain(params) {
      const pack = builtinPacks.get(textOf(params, 'scheme'));
      const level = pack?.levels.find((one) => one.rank === params['rank']);
      const grade = gradeWords(textOf(params, 'grade'));
      const scheme = { zh: pack?.zh ?? textOf(params, 'scheme'), en: pack?.en ?? textOf(params, 'scheme') };
      return {
        zh: `${grade.zh === '' ? '' : `确定为${grade.zh}，`}${scheme.zh}可知悉至${level?.zh ?? '—'}`,
        en: `${grade.en === '' ? '' : `${grade.en}; `}${scheme.en}: cleared to ${level?.en ?? '—'}`,
      };
    },
  },
  {
    id: 'org.units',
    title: { zh: '所在单位', en: 'Units' },
    table: 'person',
    sql: `select * from trail_spells($1, 'unit', $2, $3)`,
    explain: (params) => ({ zh: `在${textOf(params, 'unit')}`, en: `In ${textOf(params, 'unit')}` }),
  },
  {
    id: 'org.freezes',
    title: { zh: '权限冻结', en: 'Rights frozen' },
    table: 'person',
    sql: `select * from trail_spells($1, 'frozen', $2, $3)`,
    explain: () => ({ zh: '权限冻结', en: 'Rights frozen' }),
  },
];
