import { randomUUID } from 'node:crypto';
import { codeOfAddress } from '@fengni/kernel/access/factors';
import type { Kernel } from '@fengni/kernel/command/kernel';
import {
  type TestClock,
  type TestDatabase,
  createTestDatabase,
  createTestKernel,
} from '@fengni/kernel/testkit/database';
import { createTestVault, removeTestVault } from '@fengni/kernel/testkit/vault';
import type { Vault } from '@fengni/kernel/vault/vault';
import type { InjectOptions } from 'fastify';
import { composeRegistry, registerModuleRoutes } from '../../composition.ts';
import { createSetupGate } from '../../settings/setup-gate.ts';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { createApp } from '../app.ts';
import { cookieName } from '../caller.ts';

export const testHost = 'fengni.example';

export interface TestApp {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly kernel: Kernel & { readonly faults: unknown[] };
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly setupCode: string;
  readonly vault: Vault;
  readonly close: () => Promise<void>;
}

/** The whole program over a database of its own, reached by `inject`; nothing listens. */
export async function createTestApp(the: { secure?: boolean; webFolder?: string } = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const clock: TestClock = { now: new Date('2026-03-02T01:00:00Z') };
  const root = Buffer.alloc(32, 7);
  const keys = createKeyRing(root, createSecretBox(root));
  const { code, gate } = createSetupGate(clock.now);
  const vault = createTestVault({ clock: () => clock.now });
  const registry = composeRegistry({
    keys,
    gate,
    zone: 'Asia/Shanghai',
    address: () => `https://${testHost}`,
    verifiers: [],
    signers: () => [],
    vault,
  });
  const kernel = createTestKernel({ database, registry, clock, rootKey: root });
  const secure = the.secure ?? true;
  const app = await createApp({
    kernel,
    vault,
    secure,
    tls: null,
    webFolder: the.webFolder ?? null,
    addresses: { allowsHost: (name) => name === testHost, origin: secure ? `https://${testHost}` : null },
    moduleRoutes: registerModuleRoutes,
    health: { clockDriftSeconds: () => 0 },
  });
  return {
    app,
    kernel,
    database,
    clock,
    setupCode: code,
    vault,
    async close() {
      await app.close();
      await removeTestVault(vault);
      await database.close();
    },
  };
}

/** A browser at one terminal: keeps its cookie and sends what browsers send. */
export class TestBrowser {
  readonly #test: TestApp;
  readonly #secure: boolean;
  readonly #address: string;
  cookie = '';

  constructor(test: TestApp, options: { secure?: boolean; address?: string } = {}) {
    this.#test = test;
    this.#secure = options.secure ?? true;
    this.#address = options.address ?? '192.0.2.10';
  }

  async send(options: InjectOptions) {
    const response = await this.#test.app.inject({
      remoteAddress: this.#address,
      ...options,
      headers: {
        host: testHost,
        'accept-language': 'en',
        ...(this.cookie !== '' && { cookie: `${cookieName(this.#secure)}=${this.cookie}` }),
        ...options.headers,
      },
    });
    const set = response.cookies.find((one) => one.name === cookieName(this.#secure));
    if (set !== undefined) this.cookie = set.value;
    return response;
  }

  async get(url: string, headers: Record<string, string> = {}) {
    return this.send({ method: 'GET', url, headers });
  }

  async read(kind: 'queries' | 'files', name: string, input: unknown) {
    return this.get(`/api/${kind}/${name}?input=${encodeURIComponent(JSON.stringify(input))}`);
  }

  async run(name: string, input: unknown, id: string = randomUUID()) {
    return this.send({
      method: 'POST',
      url: `/api/commands/${name}`,
      headers: {
        origin: `${this.#secure ? 'https' : 'http'}://${testHost}`,
        'sec-fetch-site': 'same-origin',
      },
      payload: { id, input },
    });
  }
}

/** A code generator in somebody's hand. */
export class TestGenerator {
  readonly secret: string;
  readonly #clock: TestClock;

  constructor(clock: TestClock, secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') {
    this.#clock = clock;
    this.secret = secret;
  }

  /** The next code that was not shown before: the clock moves on half a minute. */
  next(): string {
    this.#clock.now = new Date(this.#clock.now.getTime() + 30_000);
    return this.now();
  }

  now(): string {
    return codeOfAddress(`otpauth://totp/test?secret=${this.secret}`, this.#clock.now);
  }
}
