import type { WrittenCommand, WrittenTest } from '../language/index.ts'

/** As much of a message as the rules before the filters look at. */
export interface ImaginedLetter {
  atMs: number
  /** Where answers go: the sender of the envelope. */
  sender: string
  /** By their names in lower case. */
  fields: Readonly<Record<string, string>>
}

/** What rules do with a letter. */
export interface Deeds {
  /** The text of the first answer, unless `vacation` leaves it out itself. */
  answer: string | null
  forwardedTo: string[]
  /** What follows these rules does not see the letter. */
  isEnded: boolean
}

/**
 * What commands of ours would do with a letter, found out from the commands themselves, so that it is said of what runs. Knows what
 * senders, the out of office and its forwarding are written with, and no more.
 *
 * @throws Error for a command or test that none of them has
 */
export function deedsOf(commands: readonly WrittenCommand[], letter: ImaginedLetter): Deeds {
  const deeds: Deeds = { answer: null, forwardedTo: [], isEnded: false }
  carryOut(commands, letter, deeds)
  return deeds
}

function carryOut(commands: readonly WrittenCommand[], letter: ImaginedLetter, deeds: Deeds): void {
  let wasSo = false
  for (const { name, test, block = [], values = [] } of commands) {
    if (deeds.isEnded) return
    if (name === 'if' || name === 'else') {
      const isSo: boolean = name === 'else' ? !wasSo : test !== undefined && holds(test, letter)
      wasSo = isSo
      if (isSo) carryOut(block, letter, deeds)
    } else if (name === 'vacation') deeds.answer ??= textsOf(values[0])[0] ?? ''
    else if (name === 'redirect') deeds.forwardedTo.push(...textsOf(values[0]))
    else if (name === 'stop') deeds.isEnded = true
    else if (!['fileinto', 'addflag', 'set'].includes(name)) throw new Error(`Nobody knows what ${name} does`)
  }
}

export function holds({ name, tags = {}, values = [], tests = [] }: WrittenTest, letter: ImaginedLetter): boolean {
  const isSo = (test: WrittenTest) => holds(test, letter)
  const [first, second] = [textsOf(values[0]), textsOf(values[1])]
  switch (name) {
    case 'true':
    case 'false':
      return name === 'true'
    case 'allof':
      return tests.every(isSo)
    case 'anyof':
      return tests.some(isSo)
    case 'not':
      return !tests.some(isSo)
    case 'envelope':
      return compares(tags, partOf(tags, letter.sender), second)
    case 'address':
    case 'header':
      return first
        .flatMap((field) => letter.fields[field.toLowerCase()] ?? [])
        .some((value) => compares(tags, name === 'address' ? partOf(tags, value) : value, second))
    case 'currentdate':
      return compares(tags, dateOf(textsOf(tags['zone'])[0] ?? '+0000', first[0] ?? '', letter.atMs), second)
    default:
      throw new Error(`Nobody knows what ${name} tests`)
  }
}

type Tags = NonNullable<WrittenTest['tags']>

function partOf(tags: Tags, address: string): string {
  const at = address.lastIndexOf('@')
  if (tags['domain']) return address.slice(at + 1)
  return tags['localpart'] ? address.slice(0, at) : address
}

function compares(tags: Tags, value: string, keys: readonly string[]): boolean {
  const folded = value.toLowerCase()
  return keys
    .map((key) => key.toLowerCase())
    .some((key) => {
      if (tags['contains']) return folded.includes(key)
      if (tags['matches']) return folded.includes(key.replaceAll('*', ''))
      if (tags['value'] === 'ge') return folded >= key
      return tags['value'] === 'lt' ? folded < key : folded === key
    })
}

/** A moment by a clock that is so far from UTC ("+0130"; RFC 5260, 4.2). */
function dateOf(zone: string, part: string, atMs: number): string {
  const minutes = Number(`${zone.slice(0, 1)}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
  const there = new Date(atMs + minutes * 60_000)
  if (part === 'weekday') return String(there.getUTCDay())
  const iso = there.toISOString()
  return part === 'time' ? iso.slice(11, 19) : iso.slice(0, 19)
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((text): text is string => typeof text === 'string')
}
