import type { Kernel } from '@fengni/kernel/command/kernel';
import type { Settings } from '@fengni/kernel/settings/settings';
import { isLoopback } from '@fengni/kernel/settings/settings';
import { stageOf } from '../http/house-gate.ts';
import { readState } from './house.ts';
import { type Speaker, failed } from './io.ts';

/**
 * Makes the demo in an empty house, or lets one that was made start again. A house that is no demo never becomes one;
 * a demo is a demo for ever and serves this machine only.
 */
export async function prepareDemo(the: {
  readonly kernel: Kernel;
  readonly settings: Settings;
  readonly speaker: Speaker;
  readonly setupCode: string;
}): Promise<void> {
  const state = await readState(the.kernel);
  const isDemo = state.settings['house.demo'] === true;
  if (isDemo && !isLoopback(the.settings.host)) {
    throw failed('演示数据只能在本机使用，请去掉 FENGNI_HOST。', 'A demo serves this machine only; remove FENGNI_HOST.');
  }
  if (!the.settings.demo || isDemo) return;
  if (stageOf(state) !== 'empty') {
    throw failed(
      `${the.settings.dataDir} 中已有单位的数据，不能变成演示。请用 FENGNI_DATA 指定空文件夹。`,
      `${the.settings.dataDir} holds a house already and cannot become a demo. Name an empty folder with FENGNI_DATA.`,
    );
  }
  throw failed('本版本没有演示数据。', 'This version has no demo.');
}
