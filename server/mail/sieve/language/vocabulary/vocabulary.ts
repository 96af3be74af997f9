import { commands } from './commands.ts'
import type { Shape } from './shapes.ts'
import { tests } from './tests.ts'

const byName = new Map([...commands, ...tests].map((shape) => [`${shape.use} ${shape.name}`, shape]))

/** The shape of a command or test by its name, or null where it is not known here. */
export function shapeOf(use: Shape['use'], name: string): Shape | null {
  return byName.get(`${use} ${name.toLowerCase()}`) ?? null
}

/** Everything the language knows, for those who go through it. */
export const allShapes: readonly Shape[] = [...commands, ...tests]

/** Capabilities that change what strings, comparators or items of `environment` mean, and bring no words of their own. */
const withoutWords = [
  'encoded-character',
  'comparator-i;octet',
  'comparator-i;ascii-casemap',
  'comparator-i;ascii-numeric',
  'comparator-i;unicode-casemap',
  'vnd.dovecot.environment',
  'imapsieve',
  'vnd.dovecot.imapsieve',
]

/** All capabilities whose words are known here. */
export const knownCapabilities: ReadonlySet<string> = new Set([
  ...withoutWords,
  ...allShapes.flatMap(({ needs, tags, positionals }) => [
    ...needs,
    ...[...tags, ...positionals].flatMap((part) => part.needs ?? []),
  ]),
])

/** What is required along with another (RFC 6131, 2; RFC 5235, 2.1). */
export const impliedCapabilities: Readonly<Record<string, string>> = {
  'vacation-seconds': 'vacation',
  spamtestplus: 'spamtest',
}

/** Comparators that need no `require` (RFC 5228, 2.7.3). */
export const baseComparators: ReadonlySet<string> = new Set(['i;octet', 'i;ascii-casemap'])
