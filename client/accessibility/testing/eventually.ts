import { configure } from '@testing-library/vue'
import { vi } from 'vitest'

/** How long anything may take on a machine that is busy with other things; nothing waits this long when all is well. */
const patienceMs = 15_000

configure({ asyncUtilTimeout: patienceMs })
vi.setConfig({ testTimeout: 4 * patienceMs })

/** Resolves with what `check` answers once it no longer throws. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: patienceMs, interval: 20 })
}
