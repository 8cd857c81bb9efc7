import { ActivateAccount, BeginHouse } from '@fengni/kernel/access/contract';
import { AddPerson } from '@fengni/kernel/org/contract';
import { beforeAll, expect, test } from 'vitest';
import { showLanguage } from '../lib/i18n.ts';
import type { FieldSpec } from './form-field.tsx';
import { checkForm, draftOf, valuesToInput } from './form-state.ts';

beforeAll(() => showLanguage('zh'));

const name: FieldSpec = { name: 'name', label: '姓名', kind: 'text' };
const staffNo: FieldSpec = { name: 'staffNo', label: '工号', kind: 'text', optional: 'null' };
const unitId = '00000000-0000-4000-8000-000000000001';

test('an empty optional field becomes null or is left out, and local ones are not sent', () => {
  const absent: FieldSpec = { ...name, name: 'note', optional: 'absent' };
  const local: FieldSpec = { ...name, name: 'again', local: true };
  expect(
    valuesToInput([name, staffNo, absent, local], { name: '甲一', staffNo: '', again: 'x' }, { unitId }),
  ).toEqual({
    unitId,
    name: '甲一',
    staffNo: null,
  });
});

test('faults of the contract stand beside their fields in words', () => {
  const checked = checkForm(AddPerson, {
    fields: [name, staffNo],
    values: { staffNo: 'x'.repeat(41) },
    fixed: { unitId },
  });
  expect(checked).toEqual({
    ok: false,
    faults: { name: '请填写。', staffNo: '最多 40 个字。' },
    general: null,
  });
});

test('what the contract wants and the form does not ask is said, not swallowed', () => {
  const checked = checkForm(AddPerson, { fields: [name], values: { name: '甲一' }, fixed: {} });
  expect(checked.ok ? null : checked.general).toContain('unitId');
});

test('a right form gives the contract’s own output', () => {
  const checked = checkForm(AddPerson, {
    fields: [name, staffNo],
    values: { name: ' 甲一 ' },
    fixed: { unitId },
  });
  expect(checked).toEqual({ ok: true, input: { name: '甲一', staffNo: null, unitId } });
});

test('lists and nested objects are built from paths over fixed facts', () => {
  const fields: FieldSpec[] = [0, 1, 2].flatMap((i) => [
    { ...name, name: `administrators.${i}.name` },
    { ...name, name: `administrators.${i}.login`, formatHint: '小写字母' },
  ]);
  const administrators = [{ power: 'system' }, { power: 'security' }, { power: 'audit' }];
  const values = {
    administrators: [
      { name: '甲一', login: 'a' },
      { name: '乙一', login: 'bb' },
      { name: '丙一', login: 'cc' },
    ],
  };
  const contract = BeginHouse.pick({ administrators: true });
  const checked = checkForm(contract, { fields, values, fixed: { administrators } });
  expect(checked).toEqual({ ok: false, faults: { 'administrators.0.login': '小写字母' }, general: null });
});

test('a field’s own check sees the other values', () => {
  const password: FieldSpec = { ...name, name: 'password', kind: 'password' };
  const repeated: FieldSpec = {
    ...password,
    name: 'again',
    local: true,
    check: (value, all) => (value === all['password'] ? null : '不一致'),
  };
  const contract = ActivateAccount.pick({ password: true });
  const checked = checkForm(contract, {
    fields: [password, repeated],
    values: { password: 'a', again: 'b' },
    fixed: {},
  });
  expect(checked).toEqual({ ok: false, faults: { again: '不一致' }, general: null });
});

test('drafts never hold passwords and codes', () => {
  const fields: FieldSpec[] = [
    name,
    { ...name, name: 'secret', kind: 'password' },
    { ...name, name: 'code', kind: 'code' },
  ];
  expect(draftOf(fields, { name: '甲一', secret: 'p', code: 'c' })).toEqual({ name: '甲一' });
});
