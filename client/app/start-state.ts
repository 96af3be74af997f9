import { shallowRef } from 'vue'
import { ApiProblem } from '#client/api/api-problem.ts'
import { rememberSignedIn, takeEarlyStart, wasSignedIn } from '#client/api/early-start.ts'
import { loadStart } from '#client/mail/load-start.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'

/** Why the mailbox could not be opened, other than that nobody is signed in. */
export const startProblem = shallowRef<unknown>(null)

/** Opens the mailbox once. `signed-out` sends to the sign-in page; `failed` has set `startProblem`. */
export async function ensureStarted(): Promise<'ready' | 'signed-out' | 'failed'> {
  if (mailboxCache().cache.getQueryData(keys.session()) !== undefined) return 'ready'
  // Without a mark of an earlier sign-in here there is nothing to ask for.
  if (!wasSignedIn()) return 'signed-out'
  const response = takeEarlyStart()
  try {
    await loadStart(response ? { response } : {})
    startProblem.value = null
    return 'ready'
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'not-signed-in') {
      rememberSignedIn(false)
      return 'signed-out'
    }
    startProblem.value = error
    return 'failed'
  }
}
