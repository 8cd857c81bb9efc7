import { expect, test } from 'vitest';
import { describeFault } from './describe-fault.ts';

test('what PostgreSQL quotes of a row does not reach the log', () => {
  const failed = Object.assign(new Error('null value in column "unit_id" violates not-null constraint'), {
    code: '23502',
    table: 'carrier_matter',
    detail: 'Failing row contains (1, 年度方案（样例）).',
    where: 'COPY carrier_matter, line 1: "年度方案（样例）"',
  });
  const quoted = Object.assign(new Error('invalid input syntax for type uuid: "年度方案（样例）"'), {
    code: '22P02',
  });
  const wrapped = new Error('a task failed', { cause: quoted });
  expect(describeFault(failed)).toMatchObject({
    code: '23502',
    table: 'carrier_matter',
    message: failed.message,
  });
  expect(describeFault(wrapped)).toMatchObject({ message: 'a task failed', cause: { code: '22P02' } });
  expect(JSON.stringify([failed, quoted, wrapped].map(describeFault))).not.toContain('年度方案');
});

test('an error of the system keeps its code and where it was thrown', () => {
  const error = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  const told = describeFault(error);
  expect(told).toMatchObject({ code: 'ENOENT', message: 'no such file' });
  expect(told['stack']).toMatch(/describe-fault\.test/);
});
