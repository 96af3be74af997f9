import type { ImapAttribute, ImapFlow, ImapResponse } from 'imapflow'
import { atom, command, numbersOf, text, type Argument } from './command.ts'
import { uidsOf } from './uid-set.ts'

/** What is looked through: a sort key or search criteria made of our own fixed words, never of what a person typed. */
export type Scope = { sortKey: readonly string[] } | { criteria: readonly Argument[] }

/** Whether SORT or SEARCH can answer with a stretch of its result only (RFC 5267, PARTIAL). */
export function hasPartial({ capabilities }: ImapFlow, scope: Scope): boolean {
  const context = capabilities.has('CONTEXT=SEARCH') || capabilities.has('CONTEXT=SORT')
  return context && capabilities.has('sortKey' in scope ? 'ESORT' : 'ESEARCH')
}

/** The UIDs from the `from`-th to the `to`-th of the result, counted from 1, in its order. Needs `hasPartial`. */
export async function partialUids(client: ImapFlow, scope: Scope, from: number, to: number): Promise<Uint32Array> {
  const answer = await extended(client, scope, ['PARTIAL', `${from}:${to}`])
  return uidsOf(answer.partial, to - from + 1)
}

/** How many messages of the selected mailbox fit. */
export async function countMatches(client: ImapFlow, criteria: readonly Argument[]): Promise<number> {
  if (!client.capabilities.has('ESEARCH')) return (await allUids(client, { criteria }, 1e6)).length
  return (await extended(client, { criteria }, ['COUNT'])).count
}

/** Every UID of the result in its order, at most `most`. As an extended result it costs one token however many there are. */
export async function allUids(client: ImapFlow, scope: Scope, most: number): Promise<Uint32Array> {
  if (client.capabilities.has('sortKey' in scope ? 'ESORT' : 'ESEARCH')) {
    return uidsOf((await extended(client, scope, ['ALL'])).all, most)
  }
  let uids: number[] = []
  const take = (response: ImapResponse) => {
    uids = numbersOf(response)
  }
  const name = 'sortKey' in scope ? 'SORT' : 'SEARCH'
  await command(client, `UID ${name}`, argumentsOf(scope), { [name]: take })
  return Uint32Array.from(uids.slice(0, most))
}

interface Extended {
  partial: string
  all: string
  count: number
}

async function extended(client: ImapFlow, scope: Scope, returns: readonly string[]): Promise<Extended> {
  const answer: Extended = { partial: '', all: '', count: 0 }
  const name = 'sortKey' in scope ? 'UID SORT' : 'UID SEARCH'
  await command(client, name, [atom('RETURN'), returns.map(atom), ...argumentsOf(scope)], {
    ESEARCH: (response) => readExtended(answer, response.attributes ?? []),
  })
  return answer
}

function argumentsOf(scope: Scope): Argument[] {
  if ('criteria' in scope) return [...scope.criteria]
  return [scope.sortKey.map(atom), atom('UTF-8'), atom('ALL')]
}

/** RFC 4731, 3.1: the tag in brackets, `UID`, then names with their values. */
function readExtended(answer: Extended, attributes: readonly ImapAttribute[]): void {
  for (const [index, attribute] of attributes.entries()) {
    const name = text(attribute).toUpperCase()
    const value = attributes[index + 1]
    if (name === 'COUNT') answer.count = Number(text(value)) || 0
    else if (name === 'ALL') answer.all = text(value)
    else if (name === 'PARTIAL' && Array.isArray(value)) answer.partial = text(value[1])
  }
}
