import type { Filter, FilterAction } from '#contract/filters.ts'
import { folderIdOf } from '../../../reference-ids.ts'
import { type Command, nameOf, stringsIn, understand, type WrittenCommand } from '../../language/index.ts'
import { spelled } from './foreign-match.ts'

export interface ReadActions extends Pick<Filter, 'actions' | 'stops'> {
  written: WrittenCommand[]
}

/** What a rule does, as actions of a filter; null where filters do nothing like it. */
export function readActions(commands: readonly Command[]): ReadActions | null {
  const ends = nameOf((commands.at(-1) ?? { name: none }).name) === 'stop'
  const read = (ends ? commands.slice(0, -1) : commands).map(readAction)
  if (read.length === 0 || !read.every((each) => each !== null)) return null
  const actions = read.flatMap((each) => each.actions)
  // Filters mark first, and so everything they file; a mark that comes later is not on what was filed before it.
  const firstFiled = actions.findIndex(isFiling)
  if (firstFiled !== -1 && actions.slice(firstFiled).some((action) => !isFiling(action))) return null
  const written = [...read.map((each) => each.written), ...(ends ? [{ name: 'stop' }] : [])]
  return { actions: movedOnce(actions), stops: ends, written }
}

const none = { type: 'identifier', text: '', start: 0 } as const
const isFiling = (action: FilterAction) => ['move', 'copy', 'discard'].includes(action.do)

/** Filed in several folders: in the last, with copies in the others. */
function movedOnce(actions: readonly FilterAction[]): FilterAction[] {
  const last = actions.findLastIndex((action) => action.do === 'move')
  return actions.map((action, at) => (action.do === 'move' && at < last ? { ...action, do: 'copy' } : action))
}

function readAction(command: Command): { actions: FilterAction[]; written: WrittenCommand } | null {
  const name = nameOf(command.name)
  const understood = understand(command)
  if (!understood) return null
  const argument = [...understood.values.values()].at(-1)?.value
  if (name === 'discard') return { actions: [{ do: 'discard' }], written: { name } }
  if (name === 'fileinto') {
    const [folder = ''] = stringsIn(argument)
    const isCopy = understood.tags.has('copy')
    if (folder === '') return null
    return {
      actions: [{ do: isCopy ? 'copy' : 'move', folderId: folderIdOf(folder) }],
      written: { name, tags: isCopy ? { copy: true } : {}, values: [folder] },
    }
  }
  if (name !== 'addflag') return null
  const flags = stringsIn(argument)
  return { actions: flags.map(markOf), written: { name, values: [spelled(argument, flags)] } }
}

/** A system flag that filters do not set is no label either, which the contract then refuses. */
function markOf(flag: string): FilterAction {
  if (/^\\seen$/i.test(flag)) return { do: 'mark-read' }
  return /^\\flagged$/i.test(flag) ? { do: 'flag' } : { do: 'label', keyword: flag }
}
