import { CircleQuestionMark, Download, FileX2, ListFilter, UserCheck, UserX } from '@lucide/vue'
import { type Component, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { type MessageId } from '#contract/ids.ts'
import { senderFault } from '#contract/senders.ts'
import { type Session } from '#contract/session.ts'
import { attachActions, useAttachAction } from './attaching/attach-action.ts'
import { exportTarget } from './export-target.ts'
import { folderFor, folderOf, roleOf } from './folder-of-target.ts'
import { type LateAction } from './late-rule-actions.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { oneOf } from './message-commands.ts'
import { type ActionDescription } from './screen-actions.ts'
import { hasAny, isWhole, type Target } from './selection.ts'
import { plainLine } from './sender-name.ts'
import { useWorkActions, workActions } from './teamwork/work-actions.ts'

/** Like `readingActions`, for what has to do with rules on the mail server, and for exporting: it is loaded after the first screen. */
const ruleActions = {
  filterLike: { id: 'message.filter-like', labelKey: 'rule-actions.filterLike', groupKey: 'actions.group' },
  blockSender: { id: 'message.block-sender', labelKey: 'rule-actions.blockSender', groupKey: 'actions.group' },
  allowSender: { id: 'message.allow-sender', labelKey: 'rule-actions.allowSender', groupKey: 'actions.group' },
  whyHere: { id: 'message.why-here', labelKey: 'rule-actions.whyHere', groupKey: 'actions.group' },
  detachFiles: { id: 'message.detach-files', labelKey: 'detach.action', groupKey: 'actions.group' },
  exportThese: { id: 'message.export', labelKey: 'rule-actions.exportThese', groupKey: 'actions.group' },
} as const satisfies Record<string, ActionDescription>

/** The message that a dialog says about why it is where it is. */
export const explainedId = shallowRef<MessageId | null>(null)

/** All that is loaded after the first screen: what people do together with messages, and what has to do with rules. */
export const lateActions = { ...workActions, ...attachActions, ...ruleActions }

/** Call it in setup. */
export const useLateActions = (): LateAction[] => [...useWorkActions(), useAttachAction(), ...useRuleActions()]

function useRuleActions(): LateAction[] {
  const router = useRouter()
  return [
    aboutOne(ruleActions.filterLike, ListFilter, (id) => {
      void router.push({ name: 'settings', params: { topic: 'filters' }, query: { like: id } })
    }),
    aboutSender(ruleActions.blockSender, UserX, 'blocked'),
    aboutSender(ruleActions.allowSender, UserCheck, 'allowed'),
    aboutOne(ruleActions.whyHere, CircleQuestionMark, (id) => {
      explainedId.value = id
    }),
    {
      ...{ ...ruleActions.detachFiles, icon: FileX2, enabled: mayLoseFiles },
      get shortcut() {
        return shownKey(ruleActions.detachFiles)
      },
      run: (target) => void import('./bulk/detach-many.ts').then((by) => by.detachMany(target)),
    },
    {
      ...{ ...ruleActions.exportThese, icon: Download, enabled: hasAny },
      get shortcut() {
        return shownKey(ruleActions.exportThese)
      },
      run: (target) => {
        exportTarget.value = target
        void router.push({ name: 'settings', params: { topic: 'copies' } })
      },
    },
  ]
}

/** Of what is not loaded nobody knows whether it has files. */
function mayLoseFiles(target: Target): boolean {
  const { findMessage } = mailboxCache()
  const mayHave = isWhole(target) || target.some((id) => findMessage(id)?.hasAttachment ?? true)
  const isMail = !['drafts', 'trash', 'junk'].includes(roleOf(target) ?? '')
  return hasAny(target) && mayHave && isMail && folderFor('trash', target) !== undefined
}

/** Puts the sender on a list, in one step. Own mail has no stranger for its sender. */
function aboutSender(action: ActionDescription, icon: Component, list: 'blocked' | 'allowed'): LateAction {
  const plain = aboutOne(action, icon, (id) => {
    const sender = senderOf(id)
    if (sender) void import('./senders/senders.ts').then((by) => by.putSender(sender, list))
  })
  return { ...plain, enabled: (target) => plain.enabled(target) && senderOf(oneOf(target)) !== undefined }
}

/** The address a message is from; none where it names several, or one of the person's own. */
function senderOf(id: MessageId | undefined): string | undefined {
  const from = (id && mailboxCache().findMessage(id)?.from) ?? []
  const address = from.length === 1 ? plainLine(from[0]?.address ?? '').toLowerCase() : ''
  const own = mailboxCache().cache.getQueryData<Session>(keys.session())?.person.addresses ?? []
  return senderFault(address, [], true, own) === null && address.includes('@') ? address : undefined
}

/** Rules are about what comes into the own mailbox. */
function aboutOne(action: ActionDescription, icon: Component, run: (id: MessageId) => void): LateAction {
  return {
    ...action,
    icon,
    get shortcut() {
      return shownKey(action)
    },
    enabled: (target) =>
      oneOf(target) !== undefined &&
      folderOf(target)?.owner === null &&
      !['drafts', 'sent'].includes(roleOf(target) ?? ''),
    run: (target) => {
      const id = oneOf(target)
      if (id) run(id)
    },
  }
}
