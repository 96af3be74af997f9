import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { isFull as isFullNow, readStorage, type StorageState } from '#contract/storage.ts'

export const storageQuery = defineQueryOptions(() => ({
  key: ['storage'],
  query: ({ signal }) => call(readStorage, {}, { signal }),
  staleTime: 20_000,
}))

/** Where what was found when the mailbox was last looked through stays until the page is closed. */
export const reportKey = ['storage-report']

export interface Fullness {
  usedBytes: number
  limitBytes: number
  freeBytes: number
  /** In whole percent, rounded down. */
  percent: number
  /** How many of the operator's thresholds are passed. */
  level: number
  isFull: boolean
}

/** Null where there is no limit, or it is not known. */
export function fullnessOf(state: StorageState | undefined): Fullness | null {
  if (!state?.quota || state.quota.limitBytes === 0) return null
  const { usedBytes, limitBytes } = state.quota
  const freeBytes = Math.max(0, limitBytes - usedBytes)
  const isFull = isFullNow(state.quota)
  const percent = isFull ? 100 : Math.min(99, Math.floor((usedBytes / limitBytes) * 100))
  const level = state.warnAtPercent.filter((threshold) => percent >= threshold).length
  return { usedBytes, limitBytes, freeBytes, percent, level, isFull }
}
