import { CircleCheck, CircleDashed, UserRoundCheck, UserRoundPlus } from '@lucide/vue'
import { type Component, shallowRef } from 'vue'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { type CommandId } from '../message-commands.ts'
import { folderOf, roleOf } from '../folder-of-target.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { type LateAction } from '../late-rule-actions.ts'
import { type ActionDescription } from '../screen-actions.ts'
import { hasAny, isWhole, knownIds, type Target } from '../selection.ts'
import { unlessRefused } from '../tell-refusal.ts'
import { markDone, take } from './carry-out-work.ts'
import { hasColleagues } from './colleagues.ts'
import { hasWorkMark, isDone } from './work-marks.ts'

const group = { groupKey: 'actions.group' } as const

/** What people who share a mailbox do with its messages. Loaded after the first screen. */
export const workActions = {
  assign: { id: 'message.assign', labelKey: 'teamwork.assign', keys: 'Alt+Shift+Y', singleKey: 'y', ...group },
  take: { id: 'message.take', labelKey: 'teamwork.take', singleKey: 't', ...group },
  done: { id: 'message.done', labelKey: 'teamwork.markDone', keys: 'Alt+Shift+D', singleKey: 'd', ...group },
  open: { id: 'message.open-again', labelKey: 'teamwork.markOpen', ...group },
} as const satisfies Record<string, ActionDescription>

/** The messages for which the person is choosing a colleague. */
export const assigning = shallowRef<Target | null>(null)

/** Call it in setup. */
export function useWorkActions(): LateAction[] {
  return [
    action(workActions.assign, UserRoundPlus, isShared, (target) => {
      assigning.value = target
    }),
    action(workActions.take, UserRoundCheck, isShared, (target) => void take(target)),
    action(workActions.done, CircleCheck, (target) => isShared(target) && mayMark(target, true), finish(true)),
    action(workActions.open, CircleDashed, (target) => isShared(target) && mayMark(target, false), finish(false)),
  ]
}

const finish = (done: boolean) => (target: Target) => void markDone(target, done)

/** In the mailbox of somebody else; in the person's own, where it is shared, or a colleague has begun with it. */
function isShared(target: Target): boolean {
  const folder = folderOf(target)
  if (!hasAny(target) || !folder || roleOf(target) === 'drafts') return false
  return folder.owner !== null || messagesOf(target).some(hasWorkMark) || hasColleagues(folder.id)
}

const messagesOf = (target: Target) => knownIds(target).flatMap((id) => mailboxCache().findMessage(id) ?? [])

/** Offered unless all have it, and its removal only then; of what is not loaded nobody knows, so both are. */
const mayMark = (target: Target, adds: boolean): boolean => isWhole(target) || messagesOf(target).every(isDone) !== adds

/** What marks do to a folder is what labels do. */
const asked: CommandId = 'label'

function action(
  description: ActionDescription,
  icon: Component,
  enabled: (target: Target) => boolean,
  run: (target: Target) => void,
): LateAction {
  return {
    ...description,
    icon,
    enabled,
    get shortcut() {
      return shownKey(description)
    },
    run: (target) => unlessRefused(asked, target, run),
  }
}
