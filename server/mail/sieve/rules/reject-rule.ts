import { listFields, unreadAt } from '../../rejecting.ts'
import type { WrittenCommand, WrittenTest } from '../language/index.ts'
import { junkTest } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * The first that a server offers: `ereject` refuses while the message is handed over where it can, so that nobody is written to
 * whose address was forged (RFC 5429, 2.1).
 */
export const rejectNames = ['ereject', 'reject'] as const

/** Without these of the server filters do not reject. */
export const rejectNeeds = ['envelope', 'variables'] as const

const done = 'curbcut_done'

/** Stands after what files, answers or sends on: a server fails at a message that is rejected as well (RFC 5429, 2.4). */
export const noteDone: WrittenCommand = { name: 'set', values: [done, 'yes'] }

const isDone: WrittenTest = {
  ...{ name: 'string', tags: { is: true } },
  values: [{ template: `\${${done}}` }, 'yes'],
}

/** Says no to whoever sent it, and ends all that follows: a script from elsewhere might file it. */
export function rejectCommand(text: string, { addresses, refusal = 'reject' }: Surroundings): WrittenCommand {
  return {
    name: 'if',
    test: { name: 'not', tests: [{ name: 'anyof', tests: [isDone, ...spared(addresses)] }] },
    block: [{ name: refusal, values: [text] }, { name: 'stop' }],
  }
}

/** As `server/mail/rejecting.ts` has it. */
const spared = (own: readonly string[]): WrittenTest[] => [
  junkTest,
  contains('header', listFields, ['']),
  contains('header', ['Precedence'], ['list', 'bulk', 'junk']),
  contains('header', ['Auto-Submitted'], ['auto-']),
  { name: 'address', tags: { all: true, is: true }, values: ['From', own] },
  { name: 'envelope', tags: { all: true, is: true }, values: ['from', ['', ...own]] },
  contains('envelope', ['from'], unreadAt),
]

const contains = (name: 'header' | 'envelope', fields: readonly string[], values: readonly string[]): WrittenTest => ({
  ...{ name, tags: { contains: true }, values: [fields, values] },
})
