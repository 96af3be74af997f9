import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { readHandOver } from '#contract/hand-over.ts'

const handOverQuery = defineQueryOptions(() => ({
  key: ['hand-over'],
  query: ({ signal }) => call(readHandOver, {}, { signal }),
}))

/** Whether the person may act for people who are away. Call it in setup. */
export const useHandOver = () => useQuery(handOverQuery)
