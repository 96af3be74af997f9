import { type Address, type Message } from '#contract/messages.ts'
import { holdsHiddenSigns } from './hidden-signs.ts'
import { decodeDomain } from './punycode.ts'

/** Something about the sender that people should be told in words before they trust the message. */
export type SenderNotice =
  | { kind: 'no-sender' }
  /** A group stands in the place of the sender (RFC 6854). */
  | { kind: 'group-sender'; name: string }
  | { kind: 'several-senders'; addresses: string[] }
  /** The display name holds an address that is not the real one. */
  | { kind: 'name-shows-other-address'; shown: string; actual: string }
  /** The sender's domain is made to look like one of the person's own. */
  | { kind: 'look-alike-domain'; domain: string; imitated: string }
  /** Letters of several alphabets in the domain; `encoded` is how it is really written. */
  | { kind: 'unusual-letters'; domain: string; encoded: string }
  | { kind: 'answers-go-elsewhere'; addresses: string[] }
  /** Signs that draw nothing or turn text round, in the name or address, in the subject, or in both. */
  | { kind: 'hidden-signs'; where: 'name' | 'subject' | 'both' }

type Envelope = Pick<Message, 'from' | 'replyTo'> & Partial<Pick<Message, 'subject'>>

/**
 * Judges the sender by what the message itself shows. `ownAddresses` are the person's; their domains are the ones worth
 * imitating here.
 */
export function senderNotices(message: Envelope, ownAddresses: readonly string[]): SenderNotice[] {
  const senders = message.from.filter(({ address }) => address !== '')
  // A group is a name without an address, before those who belong to it.
  const group = message.from.find(({ name, address }) => name !== '' && address === '')
  const notices: SenderNotice[] = hiddenSigns(message)
  if (group) notices.push({ kind: 'group-sender', name: group.name })
  else if (senders.length === 0) notices.push({ kind: 'no-sender' })
  if (senders.length === 0) return notices
  if (senders.length > 1) {
    notices.push({ kind: 'several-senders', addresses: senders.map(({ address }) => address) })
  }
  const ownDomains = [...new Set(ownAddresses.map(domainOf))].filter((domain) => domain !== '')
  for (const sender of senders) notices.push(...judge(sender, ownDomains))
  const elsewhere = message.replyTo
    .map(({ address }) => address)
    .filter((address) => address !== '' && !senders.some((sender) => sameSite(sender.address, address)))
  if (elsewhere.length > 0) notices.push({ kind: 'answers-go-elsewhere', addresses: elsewhere })
  return notices
}

function hiddenSigns({ from, subject = '' }: Envelope): SenderNotice[] {
  const inName = from.slice(0, 20).some(({ name, address }) => holdsHiddenSigns(name) || holdsHiddenSigns(address))
  const inSubject = holdsHiddenSigns(subject)
  if (!inName && !inSubject) return []
  return [{ kind: 'hidden-signs', where: !inSubject ? 'name' : inName ? 'both' : 'subject' }]
}

function judge({ name, address }: Address, ownDomains: readonly string[]): SenderNotice[] {
  const notices: SenderNotice[] = []
  const shown = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:@]{1,255}\.[^\s<>"'(),;:@.]{2,}/u.exec(name)?.[0]
  if (shown !== undefined && shown.toLowerCase() !== address.toLowerCase()) {
    notices.push({ kind: 'name-shows-other-address', shown, actual: address })
  }
  const domain = decodeDomain(domainOf(address))
  const imitated = ownDomains.find((own) => isLookAlike(domain, own))
  if (imitated !== undefined) notices.push({ kind: 'look-alike-domain', domain, imitated })
  const encoded = encodeDomain(domain)
  if (encoded !== domain && imitated === undefined) notices.push({ kind: 'unusual-letters', domain, encoded })
  return notices
}

/** The part after the last @, in lower case; empty when there is none. */
function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at === -1 ? '' : address.slice(at + 1).toLowerCase()
}

function sameSite(one: string, other: string): boolean {
  const a = domainOf(one)
  const b = domainOf(other)
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function encodeDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return domain
  }
}

/** Letters that pass for others, brought to one shape (a small part of Unicode TR 39's table, for domain names). */
const shapes: [RegExp, string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[0оοо]/g, 'o'],
  [/[1lіıǀ|]/g, 'i'],
  [/[аα]/g, 'a'],
  [/[еэ]/g, 'e'],
  [/[рρ]/g, 'p'],
  [/с/g, 'c'],
  [/[хχ]/g, 'x'],
  [/[уγ]/g, 'y'],
  [/ѕ/g, 's'],
  [/[5]/g, 's'],
  [/[-_]/g, ''],
]

function shapeOf(domain: string): string {
  return shapes.reduce((shape, [letters, letter]) => shape.replace(letters, letter), domain.toLowerCase())
}

/** True when a domain differs from `own`, is no part of it, and is likely to be taken for it. */
export function isLookAlike(domain: string, own: string): boolean {
  if (domain === own || domain.endsWith(`.${own}`) || own.endsWith(`.${domain}`)) return false
  if (shapeOf(domain) === shapeOf(own)) return true
  // "example.gov.accounts.test" and "example-gov.test" carry the whole name in front.
  const bare = own.replaceAll('.', '')
  if (domain.startsWith(`${own}.`) || domain.replaceAll(/[.-]/g, '').startsWith(bare)) return true
  const name = own.split('.')[0] ?? ''
  if (name.length < 6) return false
  // "exarnple.org" for example.gov: another ending, and the name itself disguised.
  if (domain.split('.').some((label) => label !== name && shapeOf(label) === shapeOf(name))) return true
  return domain.split('.')[0] !== name && areOneSlipApart(domain, own)
}

/** One letter more, less, other, or two neighbours swapped. */
export function areOneSlipApart(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const rest = (text: string, from: number) => text.slice(start + from)
  if (rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1)) return true
  return one[start] === other[start + 1] && one[start + 1] === other[start] && rest(one, 2) === rest(other, 2)
}
