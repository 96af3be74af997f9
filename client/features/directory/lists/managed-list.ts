import { useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import {
  addList,
  type ChangedList,
  changeListMember,
  changeListOwner,
  changeListRules,
  deleteList,
  type ListDetails,
  type ListFault,
  type ListRules,
  readList,
} from '#contract/directory-lists.ts'
import { listsChanged } from './own-lists.ts'

const keyOf = (address: string) => ['managed-list', address.toLowerCase()]

/** A list that the person looks after. Call it in setup. */
export const useManagedList = (address: () => string) =>
  useQuery({
    key: () => keyOf(address()),
    query: ({ signal }) => call(readList, { query: { address: address() } }, { signal }),
  })

/** Takes in what the list is now. */
function know(address: string, { fault, details }: ChangedList): ListFault | null {
  if (details) mailboxCache().cache.setQueryData(keyOf(address), details)
  listsChanged()
  return fault
}

/** Somebody, or a list, as they are called. */
export interface Named {
  name: string
  address: string
}
export const calledBy = ({ name, address }: Named) => plainLine(name) || plainLine(address)
export type Part = 'member' | 'owner'
export interface Refused {
  who: Named
  fault: ListFault
}

async function set(address: string, part: Part, who: Named, isThere: boolean): Promise<ListFault | null> {
  const made =
    part === 'member'
      ? await call(changeListMember, { body: { address, member: who.address, isMember: isThere } })
      : await call(changeListOwner, { body: { address, owner: who.address, isOwner: isThere } })
  return know(address, made)
}

/** Puts each on it, one after the other, and offers to take them off again. Failures of the server are told; refusals are given back. */
export async function addTo({ list }: ListDetails, part: Part, people: readonly Named[]): Promise<Refused[] | null> {
  const { address } = list
  const [done, refused]: [Named[], Refused[]] = [[], []]
  try {
    for (const who of people) {
      const fault = await set(address, part, who, true)
      if (fault) refused.push({ who, fault })
      else done.push(who)
    }
  } catch (error) {
    tellFailure(t('directory-lists.notChanged', { list: plainLine(list.name) }), error, () => undefined)
    if (done.length === 0) return null
  }
  const [first] = done
  if (first) {
    const words = { list: plainLine(list.name), name: calledBy(first) }
    useOutcome().offerUndo({
      text:
        part === 'owner'
          ? t('directory-lists.ownerAdded', words)
          : t('directory-lists.added', { ...words, count: done.length }),
      undo: async () => {
        for (const who of done) await removeFrom(list, part, who, true)
      },
    })
  }
  return refused
}

/** Takes somebody off, says so, and offers to put them on again. Failures are told, never thrown. */
export async function removeFrom(list: ListDetails['list'], part: Part, who: Named, isUndo = false): Promise<boolean> {
  const words = { list: plainLine(list.name), name: calledBy(who) }
  try {
    const fault = await set(list.address, part, who, false)
    if (fault && fault !== 'not-there') {
      useOutcome().tell(t(`directory-lists.fault.${fault}`, words), { failed: true })
      return false
    }
    const text = t(part === 'owner' ? 'directory-lists.ownerRemoved' : 'directory-lists.removed', words)
    if (isUndo) useOutcome().tell(text)
    else useOutcome().offerUndo({ text, undo: () => putBack(list, part, who) })
    return true
  } catch (error) {
    tellFailure(t('directory-lists.notChanged', words), error, () => void removeFrom(list, part, who, isUndo))
    return false
  }
}

async function putBack(list: ListDetails['list'], part: Part, who: Named): Promise<void> {
  const words = { list: plainLine(list.name), name: calledBy(who) }
  try {
    const fault = await set(list.address, part, who, true)
    const done = t(
      part === 'owner' ? 'directory-lists.ownerAdded' : 'directory-lists.added',
      part === 'owner' ? words : { ...words, count: 1 },
    )
    useOutcome().tell(fault ? t(`directory-lists.fault.${fault}`, words) : done, { failed: fault !== null })
  } catch (error) {
    tellFailure(t('directory-lists.notChanged', words), error, () => void putBack(list, part, who))
  }
}

/** Why the rules were not kept, or null. Throws ApiProblem. */
export async function keepRules(address: string, before: ListRules, after: ListRules): Promise<ListFault | null> {
  const fault = know(address, await call(changeListRules, { body: { address, before, after } }))
  if (fault) return fault
  const undo = async () => {
    try {
      const late = know(address, await call(changeListRules, { body: { address, before: after, after: before } }))
      const text = t('directory-lists.kept', { list: plainLine(before.name) })
      useOutcome().tell(late ? t(`directory-lists.fault.${late}`, { name: '' }) : text, { failed: late !== null })
    } catch (error) {
      tellFailure(t('directory-lists.notChanged', { list: plainLine(after.name) }), error, () => void undo())
    }
  }
  useOutcome().offerUndo({ text: t('directory-lists.kept', { list: plainLine(after.name) }), undo })
  return null
}

/** Throws ApiProblem. */
export async function makeList(name: string, domain: string, title: string): Promise<ListFault | null> {
  return know(`${name}@${domain}`, await call(addList, { body: { name, domain, title } }))
}

/** Throws ApiProblem. */
export async function deleteManaged(address: string): Promise<ListFault | null> {
  return know(address, await call(deleteList, { body: { address } }))
}
