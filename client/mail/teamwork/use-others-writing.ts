import { onScopeDispose, ref, shallowRef, type ShallowRef, watch } from 'vue'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { tellWriting, writingTimes } from '#contract/teamwork.ts'

export type Others = ResponseOf<typeof tellWriting>['others']

/**
 * Colleagues who are writing an answer to a message, asked for now and then; while `writes`, they are told that the person does,
 * and at its end that no more. It is only advice: what fails is tried again later and not spoken of.
 */
export function useOthersWriting(messageId: () => MessageId, writes: boolean): Readonly<ShallowRef<Others>> {
  const others = shallowRef<Others>([])
  const isOver = ref(false)

  async function tell(id: MessageId, isWriting: boolean | undefined): Promise<void> {
    try {
      const body = isWriting === undefined ? {} : { isWriting }
      const answer = await call(tellWriting, { params: { messageId: id }, body }, { signInAgain: false })
      if (id === messageId() && !isOver.value) others.value = answer.others
    } catch (error) {
      if (error instanceof ApiProblem && error.type === 'message-gone') others.value = []
    }
  }

  const ask = () => {
    // Whoever does not look need not know.
    if (writes || !document.hidden) void tell(messageId(), writes || undefined)
  }
  const stop = (id: MessageId) => {
    if (writes) void tell(id, false)
  }
  const timer = setInterval(ask, writingTimes.tellEveryMs)
  document.addEventListener('visibilitychange', ask)
  watch(
    messageId,
    (_, before) => {
      others.value = []
      if (before) stop(before)
      ask()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    isOver.value = true
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ask)
    stop(messageId())
  })
  return others
}
