import { type Ref } from 'vue'
import { type MessageId } from '#contract/ids.ts'
import { type useMailRoute } from './use-mail-route.ts'

export interface ConversationPart {
  /** To the next or previous message of it; false where there is none. */
  step(by: 1 | -1): boolean
  /** Messages leave: whether the focus goes on in what stays. */
  land(leaving: readonly MessageId[]): boolean
}

/** Reading a conversation: from message to message, and on in it when some of it leaves. */
export function useOpenConversation(
  pane: Readonly<Ref<ConversationPart | null>>,
  { go, listRoute }: ReturnType<typeof useMailRoute>,
) {
  return {
    /** Within an open conversation first, then to the next in the list. */
    stepBy: (openNeighbour: (step: 1 | -1) => void) => (step: 1 | -1) => {
      if (!pane.value?.step(step)) openNeighbour(step)
    },
    landInside: (leaving: readonly MessageId[]) => pane.value?.land(leaving) ?? false,
    continueAs: (id: MessageId) => void go(listRoute(id), 'none', true),
  }
}
