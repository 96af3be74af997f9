import {
  AlarmClock,
  AlarmClockOff,
  Archive,
  Bell,
  BellOff,
  Flag,
  FlagOff,
  FolderInput,
  Forward,
  Mail,
  MailOpen,
  Paperclip,
  Redo2,
  Reply,
  ReplyAll,
  ShieldAlert,
  ShieldCheck,
  Tag,
  Trash2,
} from '@lucide/vue'
import { type Component } from 'vue'
import { useRouter } from 'vue-router'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Flag as MessageFlag } from '#contract/messages.ts'
import { type FlagChange } from './change-flags.ts'
import { canMark, comesFromList, isFew, mayArchive, mayMute, mayWait } from './command-conditions.ts'
import { folderFor, folderOf, roleOf } from './folder-of-target.ts'
import { type DraftStart, startDraft } from './drafts.ts'
import { useMailView } from './mail-view.ts'
import { useOutcome } from './outcome.ts'
import type * as performing from './perform-command.ts'
import { problemText } from './problem-text.ts'
import { hasAny, isWhole, knownIds, sizeOf, type Target } from './selection.ts'
import { isSnoozedFolder } from './snoozed-folder.ts'

/** Something to do with one or several messages: one constant for toolbar, selection bar, palette and keys. */
export interface Command {
  readonly id: CommandId
  /** Catalogue key of its name. */
  readonly labelKey: string
  readonly icon: Component
  /** The icon points along the reading direction. */
  readonly iconTurns?: boolean
  /** The key as the person has it now; null when there is none. */
  readonly shortcut: string | null
  /** Says so where the mailbox of somebody else does not permit it. */
  run(target: Target): void
  /** Whether it makes sense for these messages. */
  enabled(target: Target): boolean
}

export type CommandId = keyof typeof commandKeys

/** Default keys. `Delete` is no character, so it works without the single-key switch; people can give keys to the others. */
export const commandKeys = {
  reply: { singleKey: 'r' },
  'reply-all': { singleKey: 'a' },
  'reply-list': {},
  'reply-template': {},
  forward: { singleKey: 'f' },
  'forward-attached': {},
  redirect: {},
  archive: { singleKey: 'e' },
  delete: { keys: 'Delete' },
  'delete-for-ever': { keys: 'Shift+Delete' },
  move: { keys: 'Ctrl+Shift+M', singleKey: 'm' },
  label: { keys: 'Ctrl+Shift+G', singleKey: 'l' },
  snooze: { keys: 'Ctrl+Shift+H', singleKey: 'h' },
  unsnooze: {},
  mute: {},
  unmute: {},
  flag: { singleKey: 's' },
  unflag: { singleKey: 's' },
  'mark-read': { singleKey: 'i' },
  'mark-unread': { singleKey: 'i' },
  junk: { singleKey: '!' },
  'not-junk': { singleKey: '!' },
} satisfies Record<string, { keys?: string; singleKey?: string }>

/** What a command is called in lists of actions and which keys it has. */
export function describeCommand(id: CommandId) {
  return { id: `message.${id}`, labelKey: `actions.${id}`, groupKey: 'actions.group', ...commandKeys[id] }
}

const deletedForEverFrom: readonly (FolderRole | null)[] = ['trash', 'junk', 'drafts']

/** Every command, in the order to show them. Call it in setup; keys follow the person's choices. */
export function useMessageCommands(): Command[] {
  const router = useRouter()
  const view = useMailView()
  const open = (start: DraftStart) => void router.push({ name: 'compose', params: { draftKey: startDraft(start) } })
  const write = (kind: 'reply' | 'reply-all' | 'forward', icon: Component) =>
    ofOne(kind, icon, (messageId) => open({ kind, messageId }))
  return [
    write('reply', Reply),
    write('reply-all', ReplyAll),
    ofOne('reply-list', ReplyAll, (messageId) => open({ kind: 'reply', messageId, toList: true }), comesFromList),
    ofOne('reply-template', Reply, (messageId) => open({ kind: 'reply', messageId, asksTemplate: true })),
    write('forward', Forward),
    attaching((draftKey) => void router.push({ name: 'compose', params: { draftKey } })),
    ofOne('redirect', Redo2, (messageId) => {
      view.redirectingId = messageId
    }),
    moving('archive', Archive, 'archive', mayArchive),
    moving('delete', Trash2, 'trash', (from) => from !== 'trash'),
    command('delete-for-ever', Trash2, {
      // It asks first, with the number; where that is not known there is nothing to say yes to.
      enabled: (target) => (sizeOf(target) ?? 0) > 0 && deletedForEverFrom.includes(roleOf(target)),
      run: (target) => {
        view.askingToDelete = target
      },
    }),
    command('move', FolderInput, {
      enabled: hasAny,
      run: (target) => {
        view.choosingFolderFor = target
      },
    }),
    ...setAside(view),
    muting('mute', BellOff, true),
    muting('unmute', Bell, false),
    marking('flag', Flag, 'flagged', true),
    marking('unflag', FlagOff, 'flagged', false),
    marking('mark-read', MailOpen, 'seen', true),
    marking('mark-unread', Mail, 'seen', false),
    moving('junk', ShieldAlert, 'junk', (from) => from !== 'junk' && from !== 'drafts' && from !== 'sent'),
    moving('not-junk', ShieldCheck, 'inbox', (from) => from === 'junk'),
  ]
}

/** How commands are carried out comes after the first screen; whoever is quicker waits for it. */
async function perform(act: (by: typeof performing) => Promise<void>): Promise<void> {
  try {
    await act(await import('./perform-command.ts'))
  } catch (error) {
    useOutcome().tell(problemText(error), { failed: true })
  }
}

function command(id: CommandId, icon: Component, parts: Pick<Command, 'run' | 'enabled' | 'iconTurns'>): Command {
  return {
    id,
    labelKey: `actions.${id}`,
    icon,
    get shortcut() {
      return shownKey(describeCommand(id))
    },
    ...parts,
    run(target) {
      const mayBeRefused = folderOf(target)?.shared?.refuses[0]
      if (mayBeRefused) void import('./tell-refusal.ts').then((by) => by.unlessRefused(id, target, parts.run))
      else parts.run(target)
    },
  }
}

/** One message; of a whole conversation that is open, the one it is answered by. */
export function oneOf(target: Target): MessageId | undefined {
  if (isWhole(target)) return undefined
  const answerId = useMailView().reading?.answerId
  if (target.length > 1) return answerId && target.includes(answerId) ? answerId : undefined
  return target[0]
}

/** Something to do with one message that others have seen. */
function ofOne(id: CommandId, icon: Component, run: (id: MessageId) => void, fits = (_: MessageId) => true): Command {
  return command(id, icon, {
    iconTurns: true,
    enabled: (target) => {
      const messageId = oneOf(target)
      return messageId !== undefined && roleOf(target) !== 'drafts' && fits(messageId)
    },
    run: (target) => {
      const messageId = oneOf(target)
      if (messageId) run(messageId)
    },
  })
}

function marking(id: CommandId, icon: Component, flag: MessageFlag, adds: boolean): Command {
  const change: FlagChange = adds ? { add: [flag], remove: [] } : { add: [], remove: [flag] }
  return command(id, icon, {
    enabled: (target) => hasAny(target) && canMark(target, flag, adds),
    run: (target) => void perform((by) => by.markByCommand(id, target, change)),
  })
}

function muting(id: CommandId, icon: Component, adds: boolean): Command {
  return command(id, icon, {
    enabled: (target) => hasAny(target) && mayMute(target) && canMark(target, 'muted', adds),
    run: (target) => {
      if (isFew(id, target)) void perform((by) => by.muteByCommand(knownIds(target), adds))
    },
  })
}

function moving(
  id: CommandId,
  icon: Component,
  role: FolderRole,
  isUseful: (from: FolderRole | null, target: Target) => boolean,
): Command {
  return command(id, icon, {
    enabled: (target) => hasAny(target) && isUseful(roleOf(target), target) && folderFor(role, target) !== undefined,
    run: (target) => {
      const to = folderFor(role, target)
      if (to) void perform((by) => by.moveByCommand(id, target, to.id))
    },
  })
}

/** Labelling, letting messages come back at a time, and ending that before. */
function setAside(view: ReturnType<typeof useMailView>): Command[] {
  return [
    command('label', Tag, {
      enabled: hasAny,
      run: (target) => {
        view.choosingLabelsFor = target
      },
    }),
    command('snooze', AlarmClock, {
      enabled: (target) => hasAny(target) && mayWait(target),
      run: (target) => {
        if (isFew('snooze', target)) view.choosingTimeFor = target
      },
    }),
    command('unsnooze', AlarmClockOff, {
      enabled: (target) => hasAny(target) && isSnoozedFolder(folderOf(target)),
      run: (target) => {
        if (isFew('unsnooze', target)) {
          void import('./snooze/carry-out-snooze.ts').then((by) => by.bringBackNow(knownIds(target)))
        }
      },
    }),
  ]
}

/** A new message with these in it, whole. */
function attaching(write: (draftKey: string) => void): Command {
  const id = 'forward-attached'
  return command(id, Paperclip, {
    enabled: (target) => hasAny(target) && roleOf(target) !== 'drafts',
    run: (target) => {
      if (!isFew(id, target, mostAttached)) return
      void perform(async (by) => write(await by.attachByCommand(knownIds(target))))
    },
  })
}

/** As many files as one message takes. */
const mostAttached = 100
