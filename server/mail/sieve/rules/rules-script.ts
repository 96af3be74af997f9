import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { absence, type Absence } from '#contract/absence.ts'
import { filter, type Filter } from '#contract/filters.ts'
import { forwarding, type Forwarding } from '#contract/forwarding.ts'
import { commandsOf, isNode, nameOf, parse, print, writeScript } from '../language/index.ts'
import type { Command, Script, WrittenCommand } from '../language/index.ts'
import { absenceCommand, type Surroundings } from './absence-rule.ts'
import { filterCommand } from './filter-rule.ts'
import { forwardingCommand } from './forwarding-rule.ts'

/** The rules of one person. */
export interface Rules {
  absence: Absence | null
  forwarding: Forwarding | null
  /** In the order they are tried. */
  filters: Filter[]
}

export const noRules: Readonly<Rules> = { absence: null, forwarding: null, filters: [] }

/** Rules as they stand in a script. */
export interface StoredRules {
  rules: Rules
  /** Something in the script is not as we wrote it. */
  isChanged: boolean
}

const mark = 'curbcut-rule '
const common = { version: z.literal(1), hash: z.string() }
const stored = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absence'), ...common, absence }),
  z.object({ kind: z.literal('forwarding'), ...common, forwarding }),
  z.object({ kind: z.literal('filter'), ...common, filter }),
])

/** A script with each rule as a comment that says what it is, in JSON with a hash of its code, and that code. */
export function writeRules(rules: Rules, surroundings: Surroundings): string {
  const { absence, forwarding, filters } = rules
  // In the order they run. A forwarding or a filter may end what follows it, so whoever writes is answered before; and what is
  // forwarded without a copy is not filed.
  return writeScript([
    ...(absence ? [marked({ kind: 'absence', absence }, absenceCommand(absence, surroundings))] : []),
    ...(forwarding ? [marked({ kind: 'forwarding', forwarding }, forwardingCommand(forwarding))] : []),
    ...filters.map((filter) => marked({ kind: 'filter', filter }, filterCommand(filter))),
  ])
}

/** Reads what `writeRules` wrote; of a script that was changed what can still be made out. */
export function readRules(source: string): StoredRules {
  const script = parse(source)
  const rules: Rules = { ...noRules, filters: [] }
  let isChanged = script.problems.length > 0
  for (const { command, comment } of rulesIn(script)) {
    const rule = stored.safeParse(jsonOf(comment)).data
    if (rule?.kind === 'absence') rules.absence ??= rule.absence
    if (rule?.kind === 'forwarding') rules.forwarding ??= rule.forwarding
    if (rule?.kind === 'filter') rules.filters.push(rule.filter)
    if (rule?.hash !== hashOf(print(command))) isChanged = true
  }
  return { rules, isChanged }
}

function marked(
  { kind, ...rule }: { kind: string; [settings: string]: unknown },
  command: WrittenCommand,
): WrittenCommand {
  const [written] = rulesIn(parse(writeScript([command])))
  const hash = written ? hashOf(print(written.command)) : ''
  const json = JSON.stringify({ kind, version: 1, hash, ...rule })
  return { ...command, comment: mark + json }
}

/** All that does something, with the comment before it. What `writeScript` puts before the rest is none of it. */
function* rulesIn(script: Script): Generator<{ command: Command; comment: string }> {
  const own = commandsOf(script).filter(({ name }) => !['require', 'set'].includes(nameOf(name)))
  for (const command of own) {
    const before = script.children.slice(0, script.children.indexOf(command)).reverse()
    const end = before.findIndex((child) => isNode(child))
    const trivia = end === -1 ? before : before.slice(0, end)
    const comment = trivia.find((child) => !isNode(child) && child.type === 'comment')
    yield { command, comment: comment && !isNode(comment) ? comment.text : '' }
  }
}

function jsonOf(comment: string): unknown {
  const [, json = ''] = /^# curbcut-rule (.*)$/s.exec(comment) ?? []
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

const hashOf = (code: string) => createHash('sha256').update(code.replace(/\r?\n/g, '\r\n')).digest('hex').slice(0, 32)
