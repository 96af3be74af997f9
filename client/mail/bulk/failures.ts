import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type MessageId } from '#contract/ids.ts'

export interface Failure {
  readonly id: MessageId
  readonly outcome: 'gone' | 'refused'
}

/** The messages a job has not changed, while the person looks at them. */
export const useFailures = defineStore('bulk-failures', () => {
  const shown = shallowRef<readonly Failure[] | null>(null)

  function show(failures: readonly Failure[]): void {
    shown.value = failures
  }

  function close(): void {
    shown.value = null
  }

  return { shown, show, close }
})
