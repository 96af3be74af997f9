import { FilePlusCorner } from '@lucide/vue'
import { shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Draft, isWorthKeeping } from '../draft.ts'
import { useDrafts } from '../drafts.ts'
import { roleOf } from '../folder-of-target.ts'
import { type LateAction } from '../late-rule-actions.ts'
import { type ActionDescription } from '../screen-actions.ts'
import { hasAny, isWhole, knownIds } from '../selection.ts'

export const attachActions = {
  attachToWritten: {
    id: 'message.attach-to-written',
    labelKey: 'rule-actions.attach.action',
    groupKey: 'actions.group',
  },
} as const satisfies Record<string, ActionDescription>

/** The messages for which the person chooses among several that are being written. */
export const attachingIds = shallowRef<readonly MessageId[] | null>(null)

/** What is being written now, the one on the screen first. */
export function writtenNow(): Draft[] {
  const { open, shownKey: onScreen } = useDrafts()
  const isWritten = (draft: Draft) => draft.state === 'writing' && (draft.key === onScreen || isWorthKeeping(draft))
  const isHere = (draft: Draft) => Number(draft.key === onScreen)
  return open.filter(isWritten).toSorted((one, other) => isHere(other) - isHere(one))
}

/** Call it in setup. */
export function useAttachAction(): LateAction {
  const router = useRouter()
  const description = attachActions.attachToWritten
  return {
    ...{ ...description, icon: FilePlusCorner },
    get shortcut() {
      return shownKey(description)
    },
    enabled: (target) => hasAny(target) && !isWhole(target) && roleOf(target) !== 'drafts' && writtenNow().length > 0,
    run(target) {
      const ids = knownIds(target)
      const [draft, ...others] = writtenNow()
      if (others.length > 0) attachingIds.value = ids
      else if (draft) void import('./attach-messages.ts').then((by) => by.attachMessages(draft.key, ids, router))
    },
  }
}
