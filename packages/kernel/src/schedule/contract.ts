import { z } from 'zod';
import type { Bilingual } from '../command/define.ts';
import type { ErrorList } from '../command/refusal.ts';

/** Why the clock is in doubt: it went back, it jumped ahead while running, or it lies far ahead of the last seal at start. */
export const clockFaults = ['back', 'jump', 'gap'] as const;
export type ClockFault = (typeof clockFaults)[number];
export const clockFaultTitles: Readonly<Record<ClockFault, Bilingual>> = {
  back: { zh: '时钟向后跳', en: 'the clock went back' },
  jump: { zh: '运行中时钟向前跳', en: 'the clock jumped ahead while running' },
  gap: { zh: '启动时与上次封存相隔过久', en: 'at start, too long after the last seal' },
};
/** Minutes by which a clock may go back, or differ from the watch of who confirms it (DESIGN §3, Time). */
export const clockBackMinutesMax = 5;
/** Days by which a clock may lie ahead of the last time known. */
export const clockGapDaysMax = 7;

/** `clock` is the time by the administrator's own watch: who confirms has looked. */
export const ConfirmClock = z.object({ guardId: z.uuid(), clock: z.iso.datetime({ offset: true }) });

export const ClockState = z.object({
  /** The server's clock, to hold against a watch. */
  now: z.string(),
  stopped: z
    .object({
      guardId: z.string(),
      stoppedAt: z.string(),
      /** The time the house was at before. */
      seenAt: z.string(),
      reason: z.enum(clockFaults),
      confirmedBySecurity: z.string().nullable(),
      confirmedByAudit: z.string().nullable(),
    })
    .nullable(),
  tasks: z.array(
    z.object({
      name: z.string(),
      title: z.object({ zh: z.string(), en: z.string() }),
      everyMinutes: z.int(),
      ranAt: z.string().nullable(),
      /** True where the latest attempt failed; it is tried again at each turn. */
      failed: z.boolean(),
    }),
  ),
});

export const scheduleErrors = {
  'clock.running': {
    status: 409,
    zh: '时钟正常，无须确认。',
    en: 'The clock is not in doubt; there is nothing to confirm.',
  },
  'clock.confirmed.already': {
    status: 409,
    zh: '你已确认时钟，尚待另一名管理员确认。',
    en: 'You have confirmed the clock; the other administrator has yet to.',
  },
  'clock.differs': {
    status: 409,
    zh: '你填写的时间与服务器时间相差超过 {minutes} 分钟，不能确认。请由系统管理员校正服务器时钟后再确认。',
    en: 'Your time differs from the server’s by more than {minutes} minutes. Have the system administrator set the server’s clock, then confirm.',
  },
} as const satisfies ErrorList;
