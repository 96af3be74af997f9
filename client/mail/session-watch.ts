import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { type LiveEvent } from '#contract/events.ts'

export type EndReason = Extract<LiveEvent, { type: 'session-ended' }>['reason']

/** The end of the session as the person meets it: a warning before, and signing in again in place after. */
export const useSessionWatch = defineStore('session-watch', () => {
  /** Set while the warning is due. */
  const ending = shallowRef<{ endsAtMs: number; canExtend: boolean } | null>(null)
  /** Set while somebody has to sign in again. */
  const ended = ref<EndReason | null>(null)
  /** This window itself is signing out, so nothing needs to be asked. */
  const isLeaving = ref(false)

  let waiting: ((signedIn: boolean) => void)[] = []

  /** Asks the person to sign in again in place; everybody who asks meanwhile waits for the same answer. */
  function askToSignInAgain(reason: EndReason = 'idle'): Promise<boolean> {
    if (isLeaving.value) return Promise.resolve(false)
    ending.value = null
    ended.value ??= reason
    return new Promise((resolve) => waiting.push(resolve))
  }

  function answer(signedIn: boolean): void {
    const asked = waiting
    waiting = []
    if (signedIn) ended.value = null
    for (const resolve of asked) resolve(signedIn)
  }

  return { ending, ended, isLeaving, askToSignInAgain, answer }
})
