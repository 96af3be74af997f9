import type { Authentication } from '#contract/message-facts.ts'
import type { Address } from '#contract/messages.ts'
import type { Header } from './header-fields.ts'

type Method = Authentication['results'][number]['method']

interface Result {
  method: Method
  result: string
  domain: string | null
}

/** Which property names the domain a result is about, by method (RFC 8601, 2.7). */
const subjects: Readonly<Record<Method, readonly string[]>> = {
  dmarc: ['header.from'],
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom', 'smtp.helo'],
}

const mostResults = 20
/** More than this of one field is not looked at, in characters. */
const longestField = 8_000

/**
 * What the server called `authservId` found out about the sender (RFC 8601). Only its topmost run of fields counts: they were
 * put above whatever the message came with, so a field below a later Received, or one that names another server, is nobody's.
 * That the server removes fields in its own name from mail that comes in is the operator's part (RFC 8601, 5).
 */
export function readAuthentication(header: Header, from: readonly Address[], authservId: string): Authentication {
  const results = trustedRun(header, authservId.toLowerCase())
  const sender = from.length === 1 ? (from[0]?.address ?? '') : ''
  const isOne = header.fields.filter(({ name }) => name === 'from').length <= 1
  const domain = isOne ? domainIn(sender) : ''
  return { domain, verdict: verdictOn(results, domain), results }
}

function trustedRun({ fields }: Header, authservId: string): Result[] {
  const results: Result[] = []
  let begun = false
  for (const { name, value } of fields) {
    if (name === 'authentication-results') {
      const read = readField(value)
      if (read?.id === authservId) {
        begun = true
        results.push(...read.results)
        continue
      }
    }
    if (begun && (name === 'received' || name === 'authentication-results')) break
  }
  return results.slice(0, mostResults)
}

function verdictOn(results: readonly Result[], domain: string): Authentication['verdict'] {
  if (domain === '') return 'unproven'
  const dmarc = results.find(({ method, result }) => method === 'dmarc' && result !== 'none')
  if (dmarc?.result === 'pass' && isAbout(dmarc, domain)) return 'verified'
  if (dmarc?.result === 'fail') return 'failed'
  const others = results.filter(({ method }) => method !== 'dmarc')
  if (others.some((each) => each.result === 'pass' && isAbout(each, domain))) return 'verified'
  return others.some(({ result }) => ['fail', 'softfail', 'permerror'].includes(result)) ? 'failed' : 'unproven'
}

/** A domain speaks for itself and for those below it. */
function isAbout({ method, domain }: Result, sender: string): boolean {
  if (domain === null) return false
  if (domain === sender) return true
  return method === 'dkim' && domain.includes('.') && sender.endsWith(`.${domain}`)
}

function readField(value: string): { id: string; results: Result[] } | null {
  const [start = '', ...statements] = withoutComments(value.slice(0, longestField)).split(';')
  const id = start.trim().split(/\s/)[0]?.replaceAll('"', '').toLowerCase()
  return id ? { id, results: statements.slice(0, 50).flatMap(readStatement) } : null
}

function readStatement(statement: string): Result[] {
  const [first = '', ...properties] = statement.replaceAll(/\s+/g, ' ').replaceAll(/ ?= ?/g, '=').trim().split(' ')
  const [, method, result] = /^(dmarc|dkim|spf)(?:\/\d+)?=([a-z]{1,20})$/i.exec(first) ?? []
  if (method === undefined || result === undefined) return []
  const known = method.toLowerCase() as Method
  const said = new Map(properties.map((property) => splitAt(property, '=')))
  const about = subjects[known].map((name) => said.get(name)).find((text) => text !== undefined)
  return [{ method: known, result: result.toLowerCase(), domain: about === undefined ? null : domainIn(about, true) }]
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text.toLowerCase(), ''] : [text.slice(0, at).toLowerCase(), text.slice(at + 1)]
}

/** The domain of an address, or the text itself where it may be a bare domain; empty for what is none. */
function domainIn(text: string, mayBeBare = false): string {
  const at = text.lastIndexOf('@')
  if (at === -1 && !mayBeBare) return ''
  return text
    .slice(at + 1)
    .replaceAll('"', '')
    .replace(/\.$/, '')
    .toLowerCase()
    .slice(0, 253)
}

/** Comments (RFC 5322, 3.2.2) may hold anything, also what looks like a result. */
function withoutComments(text: string): string {
  const kept: string[] = []
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? ''
    if (letter === '\\' && (quoted || depth > 0)) {
      index += 1
      continue
    }
    if (letter === '"' && depth === 0) quoted = !quoted
    if (letter === '(' && !quoted) depth += 1
    // What stands in quotes is one word, whatever is in it.
    if (depth === 0) kept.push(quoted && /[;\s=]/.test(letter) ? '_' : letter)
    if (letter === ')' && !quoted && depth > 0) depth -= 1
  }
  return kept.join('')
}
