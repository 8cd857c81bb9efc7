import { defineConfig } from 'vitest/config';

// Four projects: `unit` needs nothing, `db` gets one embedded PostgreSQL for the whole run
// (template database, one copy per test file), `web` renders components, `e2e` sits at a real browser before a real server.
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['scripts/property-seed.ts'],
          include: ['packages/{schemes,seal,inspect,kernel,server}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          // some start a whole house; two noisy cores take their time
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'db',
          setupFiles: ['scripts/property-seed.ts'],
          include: ['packages/{kernel,server}/src/**/*.db.test.ts'],
          globalSetup: ['packages/kernel/src/testkit/global-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: './packages/web/vite.config.ts',
        test: {
          name: 'web',
          root: './packages/web',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
