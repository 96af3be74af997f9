import type { ImapFlow, ImapResponse } from 'imapflow'
import { type Argument, atom, command, numbersOf, sequence, text } from './command.ts'
import { expandSet } from './uid-set.ts'

/** More sequence numbers than this at once would need more memory for the answer than a hostile server shall get. */
export const widestSearch = 10_000

/**
 * UID SEARCH among the messages with these sequence numbers, at most `widestSearch` of them; by ESEARCH (RFC 4731) the answer
 * is one short set. Texts are UTF-8; criteria carry them as literals.
 *
 * @returns UIDs in ascending order
 */
export async function searchUids(
  client: ImapFlow,
  { from, to }: { from: number; to: number },
  criteria: readonly Argument[],
): Promise<number[]> {
  const hasExtended = client.capabilities.has('ESEARCH')
  const found: number[] = []
  const charset = hasText(criteria) ? [atom('CHARSET'), atom('UTF-8')] : []
  await command(
    client,
    'UID SEARCH',
    [...(hasExtended ? [atom('RETURN'), [atom('ALL')]] : []), ...charset, sequence(`${from}:${to}`), ...criteria],
    {
      ESEARCH: (response) => void found.push(...readExtended(response)),
      SEARCH: (response) => void found.push(...numbersOf(response)),
    },
  )
  return found.filter((uid) => uid > 0).sort((a, b) => a - b)
}

function hasText(criteria: readonly Argument[]): boolean {
  return criteria.some((part) => (Array.isArray(part) ? hasText(part) : part.type === 'LITERAL'))
}

function readExtended({ attributes = [] }: ImapResponse): number[] {
  const all = attributes.findIndex((attribute) => text(attribute).toUpperCase() === 'ALL')
  return all < 0 ? [] : expandSet(text(attributes[all + 1]))
}
