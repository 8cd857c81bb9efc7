import { readFile } from 'node:fs/promises';
import { settings as settingTable } from '@fengni/kernel/access/tables';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { transact } from '@fengni/kernel/command/transact';
import type { Vault } from '@fengni/kernel/vault/vault';
import { writeEntry } from '@fengni/kernel/log/write-entry';
import { type Settings, isLoopback } from '@fengni/kernel/settings/settings';
import { demoPassphraseFile } from '../demo/key-store.ts';
import { stageOf } from '../http/house-gate.ts';
import { readState } from './house.ts';
import { type Speaker, failed } from './io.ts';

/**
 * Makes the demo in an empty house, or lets one that was made start again. A house that is no demo never becomes one;
 * a demo is a demo for ever and serves this machine only.
 */
export async function prepareDemo(the: {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly settings: Settings;
  readonly speaker: Speaker;
  readonly setupCode: string;
}): Promise<void> {
  const { kernel, settings, speaker, setupCode } = the;
  const { dataDir } = settings;
  const state = await readState(kernel);
  const isDemo = state.settings['house.demo'] === true;
  if (isDemo && !isLoopback(settings.host)) {
    throw failed(
      '演示数据只能在本机使用，请去掉 FENGNI_HOST。',
      'A demo serves this machine only; remove FENGNI_HOST.',
    );
  }
  if (isDemo) await openDemoStore(the.vault, dataDir);
  if (!settings.demo || (isDemo && stageOf(state) === 'ready')) return;
  if (isDemo || stageOf(state) !== 'empty') {
    throw failed(
      `${dataDir} 中已有数据${isDemo ? '（演示未建完）' : ''}，不能建立演示。请用 FENGNI_DATA 指定空文件夹，或删除该文件夹。`,
      `${dataDir} holds data already${isDemo ? ' (a demo that was not finished)' : ''}, so no demo is made. Name an empty folder with FENGNI_DATA, or remove this one.`,
    );
  }
  const { makeDemo } = await import('../demo/make-demo.ts');
  await markDemo(kernel);
  speaker.say('正在建立演示数据……', 'Making the demo ...');
  await makeDemo(kernel, { setupCode, dataDir, vault: the.vault, print: speaker.say });
}

/** A demo opens its key store by itself; every other house waits for its security administrator. */
async function openDemoStore(vault: Vault, dataDir: string): Promise<void> {
  const passphrase = await readFile(demoPassphraseFile(dataDir), 'utf8').catch(() => null);
  if (passphrase === null || vault.status !== 'locked') return;
  await vault.unlock(passphrase.trim());
}

/** Marks the house before anything is in it: no path leads from a demo to a real house. */
async function markDemo(kernel: Kernel): Promise<void> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read write' } as const;
  await transact(kernel, options, async (tx) => {
    await tx.insert(settingTable, { id: tx.newId(), name: 'house.demo', value: true });
    await writeEntry(tx, kernel.keys, {
      actor: null,
      terminal: 'console',
      command: 'house.markDemo',
      commandId: null,
      outcome: 'done',
      input: {},
    });
  });
}
