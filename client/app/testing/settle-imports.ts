// Run before every file of tests of the client: parts of a page that are on their way when the last test ends are waited for.
// Their code cannot be fetched any more once the file is over, which fails the whole run and names no test.
import { setTimeout as turn } from 'node:timers/promises'
import { afterAll, vi } from 'vitest'

afterAll(async () => {
  await turn()
  await vi.dynamicImportSettled()
})
