import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { absence, type Absence } from '#contract/absence.ts'
import { acknowledgement, type Acknowledgement } from '#contract/acknowledgement.ts'
import { filter, type Filter, type FilterAction } from '#contract/filters.ts'
import { forwarding, type Forwarding } from '#contract/forwarding.ts'
import { senders } from '#contract/senders.ts'
import { isNode, nameOf, parse, print, startOf, writeScript } from '../language/index.ts'
import type { Command, Script, WrittenCommand } from '../language/index.ts'
import { absenceCommand } from './absence-rule.ts'
import { acknowledgementCommand } from './acknowledgement-rule.ts'
import { filterCommand } from './filter-rule.ts'
import { targetsIn } from './forwarding-limits.ts'
import { forwardingCommand } from './forwarding-rule.ts'
import { noteDone } from './reject-rule.ts'
import { noteAnswered } from './reply-rule.ts'
import { allowedCommand, blocked, type Blocked, blockedCommand } from './sender-rules.ts'
import type { Surroundings } from './surroundings.ts'
import { doneNow, isWaiting } from './waiting-targets.ts'

/** The rules of one person. */
export interface Rules {
  /** Whose mail is kept also when it is marked as junk. */
  allowed: readonly string[]
  blocked: Blocked | null
  absence: Absence | null
  acknowledgement: Acknowledgement | null
  forwarding: Forwarding | null
  /** Targets of these rules, in lower case, that get nothing before they are confirmed. */
  waiting: readonly string[]
  /** In the order they are tried. */
  filters: Filter[]
}

export const noRules: Readonly<Rules> = {
  ...{ allowed: [], blocked: null, absence: null, acknowledgement: null, forwarding: null, waiting: [], filters: [] },
}

export function doesAnything({ allowed, blocked: others, absence: away, ...rules }: Readonly<Rules>): boolean {
  const { acknowledgement: received, forwarding: sent, filters } = rules
  return allowed.length > 0 || others !== null || [away, received, sent, ...filters].some((rule) => rule?.isOn)
}

/** Rules as they stand in a script. */
export interface StoredRules {
  rules: Rules
  /** Something in the script is not as we wrote it. */
  isChanged: boolean
}

const mark = 'curbcut-rule '
const common = { version: z.literal(1), hash: z.string() }
const waits = { waiting: z._default(z.array(z.string()), []) }
const stored = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allowed'), ...common, senders: senders.shape.allowed }),
  z.object({ kind: z.literal('blocked'), ...common, blocked }),
  z.object({ kind: z.literal('absence'), ...common, ...waits, absence }),
  z.object({ kind: z.literal('acknowledgement'), ...common, acknowledgement }),
  z.object({ kind: z.literal('forwarding'), ...common, ...waits, forwarding }),
  z.object({ kind: z.literal('filter'), ...common, ...waits, filter }),
])

/** A rule as it is kept, and the code that does it. */
interface WrittenRule {
  settings: { kind: string; [settings: string]: unknown }
  command: WrittenCommand
}

/** A script with each rule as a comment that says what it is, in JSON with a hash of its code, and that code. */
export function writeRules(rules: Rules, around: Surroundings): string {
  const surroundings = { ...around, someReject: hasAction(rules, 'reject') }
  const all = [
    ...rulesBeforeFilters(rules, surroundings),
    ...rules.filters.map((filter) => {
      const waiting = waitingOf({ ...noRules, filters: [filter] }, rules)
      const command = filterCommand(filter, surroundings, rules.waiting)
      return { settings: { kind: 'filter', ...waiting, filter }, command }
    }),
  ]
  // How a text is written depends on what the other rules need, so the code is that of the whole script.
  const source = writeScript(all.map(({ command }) => command))
  let [written, end, at] = ['', 0, 0]
  for (const { command } of rulesIn(parse(source))) {
    const [start, code] = [startOf(command), print(command)]
    written += `${source.slice(end, start)}${markOf(all[at]?.settings, code)}${code}`
    end = start + code.length
    at += 1
  }
  return written + source.slice(end)
}

/** All that runs before the first filter. */
export const commandsBeforeFilters = (rules: Rules, surroundings: Surroundings): WrittenCommand[] =>
  rulesBeforeFilters(rules, surroundings).map(({ command }) => command)

function rulesBeforeFilters(rules: Rules, surroundings: Surroundings): WrittenRule[] {
  const { allowed, blocked: others, absence, acknowledgement: received, forwarding, waiting } = rules
  const afterAnswer = hasAction(rules, 'reply') || received?.isOn ? [noteAnswered] : []
  const known = (away: Absence): Absence =>
    away.colleague !== null && isWaiting(away.colleague, waiting) ? { ...away, colleague: null } : away
  const all: WrittenRule[] = []
  const add = (kind: string, settings: object, command: WrittenCommand) =>
    all.push({ settings: { kind, ...settings }, command })
  // In the order they run. Mail of those who are blocked is neither answered nor sent on. A forwarding or a filter may end what
  // follows it, so whoever writes is answered before; and what is forwarded without a copy is not filed.
  if (allowed.length > 0) add('allowed', { senders: allowed }, allowedCommand(allowed, others?.senders ?? []))
  if (others) add('blocked', { blocked: others }, blockedCommand(others, allowed))
  if (absence) {
    const command = absenceCommand(known(absence), surroundings, afterAnswer)
    const waits = waitingOf({ ...noRules, absence }, rules)
    add('absence', { ...waits, absence }, noted(command, absence, surroundings))
  }
  if (received) {
    const command = acknowledgementCommand(received, surroundings)
    add('acknowledgement', { acknowledgement: received }, noted(command, received, surroundings))
  }
  if (forwarding) {
    const now = doneNow(forwarding, waiting)
    const waits = waitingOf({ ...noRules, forwarding }, rules)
    add('forwarding', { ...waits, forwarding }, noted(forwardingCommand(now), now, surroundings))
  }
  return all
}

const hasAction = ({ filters }: Rules, wanted: FilterAction['do']) =>
  filters.some(({ isOn, actions }) => isOn && actions.some((action) => action.do === wanted))

/** For a filter that rejects: that something answered, or mail is sent on with a copy. */
function noted(command: WrittenCommand, { isOn }: { isOn: boolean }, { someReject = false }: Surroundings) {
  if (!isOn || !someReject) return command
  return { ...command, block: [...(command.block ?? []), noteDone] }
}

/** Reads what `writeRules` wrote; of a script that was changed what can still be made out. */
export function readRules(source: string): StoredRules {
  const script = parse(source)
  const rules: Rules = { ...noRules, filters: [] }
  let isChanged = script.problems.length > 0
  for (const { command, comment } of rulesIn(script)) {
    const rule = stored.safeParse(jsonOf(comment)).data
    if (rule?.kind === 'allowed') rules.allowed = rule.senders
    if (rule?.kind === 'blocked') rules.blocked ??= rule.blocked
    if (rule?.kind === 'absence') rules.absence ??= rule.absence
    if (rule?.kind === 'acknowledgement') rules.acknowledgement ??= rule.acknowledgement
    if (rule?.kind === 'forwarding') rules.forwarding ??= rule.forwarding
    if (rule?.kind === 'filter') rules.filters.push(rule.filter)
    if (rule && 'waiting' in rule) rules.waiting = [...new Set([...rules.waiting, ...rule.waiting])]
    if (rule?.hash !== hashOf(print(command))) isChanged = true
  }
  return { rules, isChanged }
}

/** Those of one rule's targets that wait, for its comment. */
function waitingOf(rule: Rules, { waiting }: Rules): { waiting?: string[] } {
  const own = [...targetsIn(rule)].filter((target) => waiting.includes(target))
  return own.length > 0 ? { waiting: own } : {}
}

/** A line of its own: JSON holds no ends of lines. */
function markOf(settings: WrittenRule['settings'] | undefined, code: string): string {
  const { kind, ...rule } = settings ?? { kind: '' }
  return `# ${mark}${JSON.stringify({ kind, version: 1, hash: hashOf(code), ...rule })}\r\n`
}

/** All that does something, with the comment before it. What `writeScript` puts before the rest is none of it. */
function* rulesIn(script: Script): Generator<{ command: Command; comment: string }> {
  let comment = ''
  for (const child of script.children) {
    if (!isNode(child)) {
      if (child.type === 'comment') comment = child.text
      continue
    }
    if (child.type === 'command' && !['require', 'set'].includes(nameOf(child.name))) yield { command: child, comment }
    comment = ''
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
