import { usePreferences } from '#client/accessibility/preferences.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { carryOutFlags, carryOutMove } from './carry-out.ts'
import { type FlagChange } from './change-flags.ts'
import { carryOutMute } from './carry-out-mute.ts'
import { type CommandId } from './message-commands.ts'
import { type Target } from './selection.ts'

/** What commands do, in a file of its own that is loaded after the first screen. All tell what came of it. */
export function moveByCommand(id: CommandId, target: Target, to: FolderId): Promise<void> {
  const byYear = id === 'archive' && usePreferences().archiving === 'by-year'
  return carryOutMove(target, to, `actions.done.${id}`, { byYear })
}

export function markByCommand(id: CommandId, target: Target, change: FlagChange): Promise<void> {
  return carryOutFlags(target, change, `actions.done.${id}`)
}

export function muteByCommand(ids: readonly MessageId[], muted: boolean): Promise<void> {
  return carryOutMute(ids, muted)
}

/** The key of the message that carries them. */
export async function attachByCommand(ids: readonly MessageId[]): Promise<string> {
  return (await import('./forward-attached.ts')).startWithMessages(ids)
}
