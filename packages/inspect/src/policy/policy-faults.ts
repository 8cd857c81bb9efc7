import { valueAt, writePath } from '@fengni/schemes/json-path';
import type { z } from 'zod';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What can be wrong with a policy; `{}` stands for the detail. */
const faultTexts = {
  json: { zh: '不是合法的 JSON（{}）', en: 'is not JSON ({})' },
  format: {
    zh: '不是检查策略：format 应为 "fengni-inspection-policy"',
    en: 'is no inspection policy: format must be "fengni-inspection-policy"',
  },
  version: { zh: '版本不支持，应为 1', en: 'a version not known here; write 1' },
  key: {
    zh: '标识只能用小写字母、数字和横线，以字母开头',
    en: 'a key is small letters, digits and dashes, a letter first',
  },
  detector: {
    zh: '检测项标识应如 identifier.X01 或 mark.*',
    en: 'a detector is written identifier.X01 or mark.*',
  },
  digest: {
    zh: '摘要应为 32 位十六进制小写字符（见报告中的 digest）',
    en: 'a digest is 32 small hexadecimal digits (as in the report)',
  },
  fact: { zh: '应为文字、数字或 true/false', en: 'must be a text, a number or true/false' },
  empty: { zh: '不能为空', en: 'must not be empty' },
  missing: { zh: '缺少此项', en: 'is missing' },
  type: { zh: '类型不对，应为 {}', en: 'has the wrong type, {} is wanted' },
  'too-big': { zh: '过大或过长，上限 {}', en: 'is too large or too long, the limit is {}' },
  'too-small': { zh: '过小或过短，下限 {}', en: 'is too small or too short, the limit is {}' },
  choice: { zh: '只能取：{}', en: 'must be one of: {}' },
  'unknown-field': { zh: '不认识的项：{}', en: 'unknown field: {}' },
  malformed: { zh: '写法不对', en: 'is malformed' },
  repeated: { zh: '与前面重复：{}', en: 'repeats an earlier one: {}' },
  'unknown-source': { zh: '引用了 sources 中没有的依据：{}', en: 'cites what sources does not list: {}' },
  'unknown-gap': { zh: '没有这种未检查原因：{}', en: 'no such reason for a gap: {}' },
  'unknown-base': {
    zh: '没有内置策略 {}，可用：publication、gateway、inventory',
    en: 'no built-in policy {}; there are publication, gateway, inventory',
  },
  'no-condition': {
    zh: '条件为空，会适用于所有发现；请至少写明一项',
    en: 'an empty condition holds for every finding; name at least one thing',
  },
  'too-many': { zh: '错误过多，其余未列出', en: 'too many faults, the rest are not listed' },
} as const satisfies Record<string, Text>;

export type PolicyFaultKey = keyof typeof faultTexts;

/** A fault of a policy: where (`rules[2].when`, `$` for the whole) and what, in both languages. */
export interface PolicyFault {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

export function policyFault(path: readonly PropertyKey[], fault: PolicyFaultKey, detail = ''): PolicyFault {
  const text: Text = faultTexts[fault];
  return {
    path: writePath(path),
    zh: text.zh.replace('{}', () => detail),
    en: text.en.replace('{}', () => detail),
  };
}

/** Turns one issue of the schema into faults; an issue that names unknown fields gives one for each. */
export function faultsOfIssue(issue: z.core.$ZodIssue, json: unknown): PolicyFault[] {
  if (valueAt(json, issue.path) === undefined) return [policyFault(issue.path, 'missing')];
  if (isFaultKey(issue.message)) return [policyFault(issue.path, issue.message)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => policyFault([...issue.path, name], 'unknown-field', name));
    case 'invalid_type':
      return [policyFault(issue.path, 'type', issue.expected)];
    case 'too_big':
      return [policyFault(issue.path, 'too-big', String(issue.maximum))];
    case 'too_small':
      return [policyFault(issue.path, 'too-small', String(issue.minimum))];
    case 'invalid_value':
      return [policyFault(issue.path, 'choice', issue.values.map(String).join(' '))];
    case 'invalid_key':
      return [policyFault(issue.path, 'key')];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return [policyFault(issue.path, 'malformed')];
  }
}

function isFaultKey(text: string): text is PolicyFaultKey {
  return Object.hasOwn(faultTexts, text);
}
