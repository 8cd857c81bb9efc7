import { expect, test } from 'vitest';
import { runOfText } from './assemble-runs.ts';
import { detectRun } from './detect-run.ts';
import { documentHeadDetector } from './document-head.ts';
import { judgeMarks } from './judge-marks.ts';
import { makeMarkDetector } from './marks.ts';

const detectors = [makeMarkDetector(), documentHeadDetector];
const judge = (text: string, fileName = '文件.docx', properties: Record<string, string> = {}): string[] =>
  judgeMarks(detectRun(runOfText(text, fileName), detectors), fileName, properties).map(({ code }) => code);
const body = '\n关于开展某项工作的通知\n各部门：现通知如下。';
const far = '某单位召开会议。\n'.repeat(30);

test.each<[string, string, string, Record<string, string>, string[]]>([
  ['a good mark', `机密★10年${body}`, '通知.docx', {}, []],
  ['no mark, none expected', body, '通知.docx', {}, []],
  ['two marks', `机密★10年\n秘密★5年${body}`, 'a.docx', {}, ['two-marks']],
  ['words alone, as in a form', `密级\n机密\n秘密${body}`, 'a.docx', {}, []],
  ['two marks on one line', `机密、秘密${body}`, 'a.docx', {}, ['two-marks']],
  ['the same mark twice', `机密★10年${body}\n机密★10年`, 'a.docx', {}, []],
  ['the file name agrees', `机密★10年${body}`, '【机密】通知.docx', {}, []],
  ['the file name differs', `秘密★5年${body}`, '机密-通知.docx', {}, ['file-name-differs']],
  ['the file name alone', body, '机密★10年 通知.docx', {}, ['name-without-mark']],
  ['a file name that merely says the word', body, '保守国家秘密法解读.docx', {}, []],
  ['a property differs', `秘密★5年${body}`, 'a.docx', { 密级: '机密' }, ['property-differs']],
  ['a property alone', body, 'a.docx', { Classification: '机密★10年' }, ['property-without-mark']],
  ['another property', body, 'a.docx', { Title: '机密' }, []],
  ['★ on what is no state secret', `核心商密★5年${body}`, 'a.docx', {}, ['star-not-allowed']],
  ['over the maximum', `绝密★50年${body}`, 'a.docx', {}, ['over-maximum']],
  ['no readable term', `机密★若干年${body}`, 'a.docx', {}, ['unreadable-term']],
  ['dodging', `木几密★10年${body}`, 'a.docx', {}, ['dodged']],
  ['below the head only', `${far}机密★10年`, 'a.docx', {}, ['misplaced']],
  [
    'an official document without copy number',
    `机密★10年\n示范公司文件\n示发〔2026〕1号${body}`,
    'a.docx',
    {},
    ['no-copy-number'],
  ],
  [
    'an official document with copy number',
    `000123\n机密★10年\n示范公司文件\n示发〔2026〕1号${body}`,
    'a.docx',
    {},
    [],
  ],
  ['a declassified mark contradicts nothing', `机密★10年（已解密）\n公开${body}`, 'a.docx', {}, []],
  ['a portion contradicts nothing', `秘密★5年${body}\n（秘密）某段`, 'a.docx', {}, []],
])('%s', (_, text, fileName, properties, codes) => {
  expect(judge(text, fileName, properties)).toEqual(codes);
});

test('an issue speaks both languages and cites', () => {
  const hits = detectRun(runOfText(`机密★10年\n秘密★5年${body}`), detectors);
  const [found] = judgeMarks(hits, 'a.docx');
  expect(found?.zh).toContain('机密、秘密');
  expect(found?.en).toContain('机密');
  expect(found?.citation).not.toBe('');
  expect(found?.hits).toHaveLength(2);
});
