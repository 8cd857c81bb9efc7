import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idleMinutesMax } from '@fengni/kernel/access/contract';
import { idleSeconds, idleWarningMinutes, watchIdle } from './idle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (n: number): void => void vi.advanceTimersByTime(n * 60_000);

test('a page nobody touches warns once and then leaves; a touch begins anew', () => {
  const told: string[] = [];
  const stop = watchIdle({ onWarning: () => told.push('warning'), onIdle: () => told.push('idle') });
  minutes(idleMinutesMax - idleWarningMinutes - 1);
  expect(told).toEqual([]);
  minutes(1.5);
  expect(told).toEqual(['warning']);
  globalThis.dispatchEvent(new Event('keydown'));
  expect(idleSeconds()).toBe(0);
  minutes(idleMinutesMax - 1);
  expect(told).toEqual(['warning', 'warning']);
  minutes(1);
  expect(told).toContain('idle');
  const count = told.length;
  stop();
  minutes(60);
  expect(told).toHaveLength(count);
});
