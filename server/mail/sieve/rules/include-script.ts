import { commandsOf, nameOf, parse, stringsIn, understand, writeScript } from '../language/index.ts'
import type { Command } from '../language/index.ts'

/** What our scripts are called on the server. */
export const scriptNames = { main: 'curbcut', rules: 'curbcut-rules' } as const

const mark = 'Runs the rules made in webmail, then the script that ran before them, which is left as it is.'

/**
 * The script that runs: it includes our rules and, after them, the one the person had before. Ours come first, since one from
 * elsewhere may end all that follows it.
 */
export function writeIncludes(other: string | null): string {
  const tags = { personal: true } as const
  return writeScript([
    { name: 'include', comment: mark, tags, values: [scriptNames.rules] },
    ...(other === null ? [] : [{ name: 'include', tags: { ...tags, optional: true } as const, values: [other] }]),
  ])
}

/** Whose script runs after our rules; undefined where the script is not as we wrote it. */
export function readIncludes(source: string): string | null | undefined {
  const other = includesOf(source).find((name) => name !== scriptNames.rules) ?? null
  return writeIncludes(other) === source.replace(/\r?\n/g, '\r\n') ? other : undefined
}

/** The person's own scripts this one includes. */
export function includesOf(source: string): string[] {
  return [...commandsIn(source)]
    .filter(({ name }) => nameOf(name) === 'include')
    .flatMap((command) => {
      const { tags, values } = understand(command) ?? {}
      return tags?.has('global') ? [] : stringsIn(values?.get('script name')?.value)
    })
}

/** It answers or rejects messages itself: a server does so once for each, and fails at a second (RFC 5230, 4.7). */
export function answersItself(source: string): boolean {
  return [...commandsIn(source)].some(({ name }) => ['vacation', 'reject', 'ereject'].includes(nameOf(name)))
}

/** Every command of a script, also those in blocks. */
export function commandsIn(source: string): Generator<Command> {
  return everyCommand(parse(source))
}

function* everyCommand(block: Parameters<typeof commandsOf>[0]): Generator<Command> {
  for (const command of commandsOf(block)) {
    yield command
    if (command.block) yield* everyCommand(command.block)
  }
}
