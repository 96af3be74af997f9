import { defineConfig } from 'vitest/config'

const anywhereBut = ['**/node_modules/**', '**/*.{real,postgres}.test.ts']

/** A test that hangs fails; one on a machine that is busy with something else does not. */
const testTimeout = 20_000
const hookTimeout = 60_000
/** So long is asked for what comes in a moment; nothing waits this long when all is well. */
const expecting = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          ...{ testTimeout, hookTimeout, expect: expecting },
          include: ['{contract,server,scripts,mail-platform/seed,e2e,a11y,bench}/**/*.test.ts'],
          exclude: anywhereBut,
        },
      },
      {
        extends: './client/vite.config.ts',
        test: {
          name: 'unit:client',
          setupFiles: ['client/app/testing/settle-imports.ts'],
          root: import.meta.dirname,
          testTimeout,
          expect: expecting,
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
        // Against real Dovecot, Postfix and OpenLDAP, of which each worker has its own.
        test: {
          name: 'real',
          environment: 'node',
          include: ['{server,mail-platform,scripts}/**/*.real.test.ts', 'mail-platform/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'mail-platform/seed/**'],
          globalSetup: ['./server/mail/testing/real-platform.ts'],
          maxWorkers: 2,
          expect: expecting,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What is kept in a database once more, in real PostgreSQL instead of SQLite.
        test: {
          name: 'real:postgres',
          environment: 'node',
          include: [
            'server/{storage,sessions,sign-in/{password,oidc}}/**/*.test.ts',
            'server/features/{own-addresses,sending,snooze,muting,uploads,view-choices,single-sign-on,signed-in-devices,second-step,app-passwords,security-events}/*.test.ts',
            'server/*.postgres.test.ts',
          ],
          exclude: [
            '**/node_modules/**',
            'server/{storage,sessions,sign-in}/**/*.real.test.ts',
            // Its faults are of SQLite and of the mail servers.
            'server/features/sending/outbox-faults.real.test.ts',
          ],
          globalSetup: ['./server/mail/testing/real-platform.ts', './server/testing/real-postgres.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          expect: expecting,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
