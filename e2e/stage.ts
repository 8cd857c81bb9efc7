import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { Desk, openDesk } from './desk.ts';
import type { Person, StartedHouse } from './house.ts';

const failedFolder = fileURLToPath(new URL('../node_modules/.cache/fengni-e2e/failed/', import.meta.url));

/** A house and a browser to visit it with; every window is closed and looked through after each journey. */
export class Stage<House extends StartedHouse> {
  #browser: Browser | null = null;
  #house: House | null = null;
  #desks: Desk[] = [];

  get house(): House {
    if (this.#house === null) throw new Error('the house is started before the journeys');
    return this.#house;
  }

  begin(browser: Browser, house: House): void {
    this.#browser = browser;
    this.#house = house;
  }

  /** A fresh window at which nobody is signed in. */
  async sit(options: { readonly width?: number; readonly address?: string } = {}): Promise<Desk> {
    if (this.#browser === null) throw new Error('the browser is opened before the journeys');
    const desk = await openDesk(this.#browser, options.address ?? this.house.address, options);
    this.#desks.push(desk);
    return desk;
  }

  /** A window of this person's own, signed in on screen. */
  async enter(person: Person, options: { readonly width?: number } = {}): Promise<Desk> {
    const desk = await this.sit(options);
    await desk.signIn(person);
    return desk;
  }

  /** Closes every window. Keeps a picture of each after a failure. Returns what went wrong in them. */
  async clear(failedTest: string | null): Promise<string[]> {
    const desks = this.#desks;
    this.#desks = [];
    for (const [i, desk] of desks.entries()) {
      if (failedTest !== null) await keepPicture(desk, `${failedTest}-${i}`);
      await desk.leave();
    }
    return desks.flatMap((desk) => desk.faults);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#house?.stop();
  }
}

async function keepPicture(desk: Desk, name: string): Promise<void> {
  await mkdir(failedFolder, { recursive: true });
  const file = path.join(failedFolder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.png`);
  await desk.page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
  process.stderr.write(`e2e: ${desk.page.url()} looked like ${file}\n`);
}

/** Journeys through one house. Skipped, with the reason printed, only where no browser starts at all. */
export async function journeys<House extends StartedHouse>(
  title: string,
  begin: () => Promise<House>,
  define: (stage: Stage<House>) => void,
): Promise<void> {
  const { browser } = await openBrowser();
  const stage = new Stage<House>();
  describe.skipIf(browser === null)(title, () => {
    beforeAll(async () => {
      if (browser !== null) stage.begin(browser, await begin());
    });
    afterEach(async ({ task }) => {
      const faults = await stage.clear(task.result?.state === 'fail' ? task.name : null);
      expect(faults, 'errors in the console, requests to other hosts').toEqual([]);
    });
    afterAll(() => stage.end());
    define(stage);
  });
}
