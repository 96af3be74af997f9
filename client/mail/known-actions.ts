import { type Action, registeredActions } from '#client/accessibility/shortcuts.ts'
import { composeActions } from './compose-actions.ts'
import { editorActions } from './editor-actions.ts'
import { type CommandId, commandKeys, describeCommand } from './message-commands.ts'
import { paneActions } from './pane-actions.ts'
import { readingActions } from './reading-actions.ts'
import { lateActions } from './rule-actions.ts'
import { screenActions } from './screen-actions.ts'

/** What lists of keys need of an action; some of the actions live on screens that are not open. */
export type KnownAction = Pick<Action, 'id' | 'labelKey' | 'groupKey' | 'keys' | 'singleKey'>

/** Every action a key can be given to, wherever the person is now: once each, the registered ones as they are registered. */
export function knownActions(): KnownAction[] {
  const commands = Object.keys(commandKeys).map((id) => describeCommand(id as CommandId))
  const all: KnownAction[] = [
    ...Object.values(screenActions),
    ...Object.values(paneActions),
    ...Object.values(composeActions),
    ...Object.values(readingActions),
    ...Object.values(lateActions),
    ...Object.values(editorActions),
    ...commands,
    ...registeredActions.value,
  ]
  return [...new Map(all.map((action) => [action.id, action])).values()]
}
