import { type Filter, filter } from '#contract/filters.ts'
import type { ForeignRule } from '#contract/foreign-rules.ts'
import {
  type Command,
  commandsOf,
  isNode,
  nameOf,
  parse,
  Positions,
  print,
  requiredCapabilities,
  sameTokens,
  type Script,
  startOf,
  UnwritableScript,
  writeScript,
  type WrittenCommand,
} from '../../language/index.ts'
import { explain } from './explain-command.ts'
import { readActions } from './foreign-actions.ts'
import { readTest } from './foreign-test.ts'

const longestCode = 4_000
const longestName = 100

/** A rule of a script from elsewhere, and where it stands there. */
export interface FoundRule extends ForeignRule {
  /** In UTF-16 units, where the comment that names it begins. */
  start: number
}

/**
 * The rules of a script of another program. One is understood only where writing down what was understood gives the same tokens
 * again, comments apart. Null where the script cannot be read.
 *
 * @param script its name, after which rules without a name are called
 */
export function readForeign(source: string, script: string): FoundRule[] | null {
  const tree = parse(source)
  if (tree.problems.length > 0) return null
  const positions = new Positions(source)
  // What stands in `${…}` may be replaced there, and is not here.
  const isPlain = !requiredCapabilities(tree).some((name) => ['variables', 'encoded-character'].includes(name))
  return rulesOf(tree).map(({ commands, comments }, index) => {
    const [command] = commands
    if (!command) throw new Error('A rule of no command')
    const code = commands.map(print).join('')
    const name = nameIn(comments)
    const read = commands.length === 1 && (isPlain || !code.includes('${')) ? readRule(command, comments) : null
    const called = name || `${script} ${index + 1}`.slice(-longestName)
    const explained = commands.map(explain)
    return {
      ...{ name, line: positions.at(startOf(command)).line, start: comments[0]?.start ?? startOf(command) },
      filter: read && (filter.safeParse({ ...read, name: called }).data ?? null),
      code: `${comments.map(({ text }) => `${text}\n`).join('')}${code.trim()}`.slice(0, longestCode).toWellFormed(),
      deeds: explained.flatMap(({ deeds }) => deeds),
      looks: explained.flatMap(({ looks }) => looks),
    }
  })
}

/** All that a script requires, as it is written there. */
export function requiresOf(source: string): string {
  const own = commandsOf(parse(source)).filter(({ name }) => nameOf(name) === 'require')
  return own.map((command) => `${print(command).trim()}\r\n`).join('')
}

interface Comment {
  text: string
  start: number
}

interface Part {
  commands: Command[]
  comments: Comment[]
}

/** Commands with the comments before them; `if` with all its `elsif` and `else`. */
function rulesOf({ children }: Script): Part[] {
  const parts: Part[] = []
  let comments: Comment[] = []
  for (const child of children) {
    if (child.type === 'comment') comments.push({ text: child.text, start: child.start })
    if (child.type !== 'command') continue
    const name = nameOf(child.name)
    if (name === 'elsif' || name === 'else') parts.at(-1)?.commands.push(child)
    else if (name !== 'require') parts.push({ commands: [child], comments })
    comments = []
  }
  return parts
}

/** `# rule:[Name]`, or the last line before a rule that is no data of a program. */
function nameIn(comments: readonly Comment[]): string {
  const lines = comments.map(({ text }) => text.replace(/^#|^\/\*|\*\/$/g, '').trim())
  const marked = lines.map((line) => /^rule:\[(.*)\]$/s.exec(line)?.[1]).findLast((name) => name !== undefined)
  const name = marked ?? lines.findLast((line) => line !== '' && !/^#|^[A-Z]+:|[[{]/.test(line)) ?? ''
  return name
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, longestName)
    .toWellFormed()
    .trim()
}

type Read = Omit<Filter, 'name'>

function readRule(command: Command, comments: readonly Comment[]): Read | null {
  const [test] = command.tests
  if (nameOf(command.name) !== 'if' || !test || !command.block) return null
  const isOff = nameOf(test.name) === 'false'
  const read = isOff ? testAside(command, comments) : readTest(test)
  const done = readActions(commandsOf(command.block))
  if (!read || !done) return null
  const written: WrittenCommand = {
    ...{ name: 'if', block: done.written, test: isOff ? { name: 'false' } : read.written },
  }
  if (!isWrittenAs(written, print(command))) return null
  const { needs, conditions } = read
  return { isOn: !isOff, needs, conditions, actions: done.actions, stops: done.stops }
}

/** Some programs turn a rule off by `if false # the test`. */
function testAside(command: Command, comments: readonly Comment[]): ReturnType<typeof readTest> {
  const aside = command.children.filter((child) => !isNode(child) && child.type === 'comment')
  const [comment] = aside
  if (aside.length !== 1 || comments.length === 0 || !comment || isNode(comment)) return null
  const source = `if ${comment.text.replace(/^#/, '')}\r\n{ stop; }`
  const script = parse(source)
  const [only, ...others] = commandsOf(script)
  const [test] = only?.tests ?? []
  const read = test && script.problems.length === 0 && others.length === 0 ? readTest(test) : null
  const isSame = read && isWrittenAs({ name: 'if', test: read.written, block: [{ name: 'stop' }] }, source)
  return isSame ? read : null
}

function isWrittenAs(written: WrittenCommand, source: string): boolean {
  try {
    const command = commandsOf(parse(writeScript([written]))).find(({ name }) => nameOf(name) !== 'require')
    return command !== undefined && sameTokens(print(command), source)
  } catch (error) {
    if (error instanceof UnwritableScript || error instanceof RangeError) return false
    throw error
  }
}
