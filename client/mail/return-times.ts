import { shallowRef } from 'vue'
import { type MessageId } from '#contract/ids.ts'

/** When snoozed messages come back, while their folder is on the screen; `snooze/ReturnTimes.vue` keeps it right. */
export const returnTimes = shallowRef<ReadonlyMap<MessageId, number>>(new Map())
