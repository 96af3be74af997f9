import { parseArgs } from 'node:util'

export const usage = `npm run bench -- [--messages 100000] [--only PART …] [--json FILE]

  Measures every operation on a big inbox against raw IMAP on the same mailbox, and says which promises are kept.
  --messages  how many messages the inbox has; what is promised is promised for 100,000
  --only      one part of the measurements; may be given more than once
  --json      also writes the rows to this file: name, value, unit, floor, ratio, target, ok
`

/** What the person who runs it asked for. */
export interface Wish {
  messages: number
  /** Names of parts; empty: all. */
  only: string[]
  jsonFile: string | null
}

/** The least that has room for all that is read, moved and jumped to. */
const fewest = 2_000

/** Reads the parameters. Throws with a sentence about the first that cannot be meant. */
export function wishOf(parameters: readonly string[], parts: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      messages: { type: 'string', default: '100000' },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
    },
  })
  const messages = Number(values.messages)
  if (!Number.isSafeInteger(messages) || messages < fewest) {
    throw new Error(`--messages must be a number from ${fewest} on; this is "${values.messages}".`)
  }
  const unknown = values.only.find((name) => !parts.includes(name))
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}". Choose from: ${parts.join(', ')}.`)
  return { messages, only: values.only, jsonFile: values.json ?? null }
}
