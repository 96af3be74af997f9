import type { ImapFlow } from 'imapflow'
import { atom, commandUnparsed, sequence } from './command.ts'

/** The ways to group we know, the best first: only REFS (as Dovecot and Cyrus have it) keeps equal subjects apart. */
const algorithms = ['REFS', 'REFERENCES', 'ORDEREDSUBJECT'] as const

/** How this server can group messages (RFC 5256, 3), or null. */
export function threadingOf({ capabilities }: ImapFlow): string | null {
  return algorithms.find((name) => capabilities.has(`THREAD=${name}`)) ?? null
}

/**
 * UID THREAD among these sequence numbers: the UIDs of each group, each group ended by a 0. What answers what is left out.
 * Needs `threadingOf`.
 */
export async function threadUids(
  client: ImapFlow,
  algorithm: string,
  { from, to }: { from: number; to: number },
): Promise<Uint32Array> {
  const answers: Uint32Array[] = []
  await commandUnparsed(client, 'UID THREAD', [atom(algorithm), atom('UTF-8'), sequence(`${from}:${to}`)], {
    name: 'THREAD',
    take: (answer) => answers.push(readGroups(answer)),
  })
  return answers[0] ?? new Uint32Array(0)
}

const space = 0x20
const open = 0x28
const close = 0x29
const zero = 0x30
const nine = 0x39

/** What stands in one outermost list is one group, however deep the lists within. */
export function readGroups(answer: Buffer): Uint32Array {
  // A group `(1)` of three bytes gives two numbers, and every further number takes two bytes.
  const groups = new Uint32Array(Math.ceil((answer.length * 2) / 3) + 2)
  let length = 0
  let depth = 0
  let number = 0
  for (const byte of answer) {
    if (byte >= zero && byte <= nine) number = number * 10 + (byte - zero)
    else {
      if (number > 0) groups[length++] = number
      number = 0
      if (byte === open) depth += 1
      else if (byte === close) {
        depth -= 1
        if (depth === 0) groups[length++] = 0
      } else if (byte !== space) break
    }
  }
  return groups.slice(0, length)
}
