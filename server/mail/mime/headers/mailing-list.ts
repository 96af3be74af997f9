import { type MailingList } from '#contract/message-facts.ts'
import { fieldOf, plainWords, type Header } from './header-fields.ts'

const longestAddress = 2_000

/** What a mailing list says of itself, or null for a message that is not from one. */
export function readMailingList(header: Header, senderDomain: string): MailingList | null {
  const listId = fieldOf(header, 'list-id')
  const id = listId === null ? null : idIn(listId)
  const way = (name: string) => {
    const { mail, page } = addressesIn(fieldOf(header, name))
    return page ?? mail
  }
  const ways = { post: mailIn(fieldOf(header, 'list-post')), help: way('list-help'), archive: way('list-archive') }
  const unsubscribe = readUnsubscribe(header)
  if (id === null && unsubscribe === null && Object.values(ways).every((address) => address === null)) return null
  return { name: nameIn(listId ?? '') || id || senderDomain, id, unsubscribe, ...ways }
}

/** Whether a message goes to many, or was written by a machine: nobody waits for an answer to it (RFC 3834, 2). */
export function isBulk(header: Header): boolean {
  const precedence = fieldOf(header, 'precedence')?.toLowerCase() ?? ''
  const automatic = fieldOf(header, 'auto-submitted')?.toLowerCase() ?? 'no'
  const isFromList = header.fields.some(({ name }) => name.startsWith('list-'))
  return isFromList || ['bulk', 'list', 'junk'].includes(precedence) || !/^no\b/.test(automatic)
}

function readUnsubscribe(header: Header): MailingList['unsubscribe'] {
  const { mail, page } = addressesIn(fieldOf(header, 'list-unsubscribe'))
  if (mail === null && page === null) return null
  const post = fieldOf(header, 'list-unsubscribe-post') ?? ''
  return { oneClick: page !== null && /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(post), mail, page }
}

const mailIn = (value: string | null) => addressesIn(value).mail

/** The first mail address and the first page by https among the addresses in angle brackets (RFC 2369, 2). */
function addressesIn(value: string | null): { mail: string | null; page: string | null } {
  const found = [...(value ?? '').matchAll(/<([^<>]{1,2100})>/g)]
    // Spaces within come from folding.
    .map(([, address = '']) => address.replaceAll(/\s+/g, ''))
    .filter((address) => address.length <= longestAddress && URL.canParse(address))
  const first = (protocol: string) => found.find((address) => new URL(address).protocol === protocol) ?? null
  const page = first('https:')
  return { mail: first('mailto:'), page: page === null || hasPassword(page) ? null : page }
}

function hasPassword(address: string): boolean {
  const { username, password } = new URL(address)
  return username !== '' || password !== ''
}

function idIn(value: string): string | null {
  const inside = /<([^<>]{1,300})>/.exec(value)?.[1] ?? value
  return plainWords(inside, 200) || null
}

function nameIn(value: string): string {
  const at = value.indexOf('<')
  return at <= 0 ? '' : plainWords(value.slice(0, at).replaceAll('"', ''), 200)
}
