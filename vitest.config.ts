import { defineConfig } from 'vitest/config'

const anywhereBut = ['**/node_modules/**', '**/*.real.test.ts']

/** A test that hangs fails; one on a machine that is busy with something else does not. */
const testTimeout = 20_000

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout,
          include: ['{contract,server,scripts,mail-platform/seed,e2e,a11y,bench}/**/*.test.ts'],
          exclude: anywhereBut,
        },
      },
      {
        extends: './client/vite.config.ts',
        test: {
          name: 'unit:client',
          root: import.meta.dirname,
          testTimeout,
          environment: 'jsdom',
          // A page costs a second to make; here each worker makes one, and each file still gets modules of its own.
          pool: 'vmThreads',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          vmMemoryLimit: '1GB',
          include: ['client/**/*.test.ts'],
          exclude: anywhereBut,
        },
      },
      {
        // Against real Dovecot, Postfix and OpenLDAP: one file after the other, because they share the servers.
        test: {
          name: 'real',
          environment: 'node',
          include: ['{server,mail-platform,scripts}/**/*.real.test.ts', 'mail-platform/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'mail-platform/seed/**'],
          globalSetup: ['./server/mail/testing/real-platform.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
