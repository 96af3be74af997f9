import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { nameOf } from '#client/mail/sender-name.ts'
import { type Address, type Message } from '#contract/messages.ts'

/**
 * "you and 3 others", "Permit Office, you and 2 others", "nobody named": who a message went to, oneself first, in the words
 * of a sentence after "to".
 */
export function recipientsInWords(message: Pick<Message, 'to' | 'cc'>, ownAddresses: readonly string[]): string {
  const own = new Set(ownAddresses.map((address) => address.toLowerCase()))
  const everyone = [...message.to, ...message.cc].filter(({ address, name }) => address !== '' || name !== '')
  const others = everyone.filter(({ address }) => !own.has(address.toLowerCase()))
  const isToOwn = others.length < everyone.length
  if (everyone.length === 0) return t('reading.nobodyNamed')
  const named = isToOwn ? [] : others.slice(0, others.length === 3 ? 3 : 2)
  const rest = others.length - named.length
  const names = [...(isToOwn ? [t('reading.you')] : []), ...named.map(nameOf)]
  if (isToOwn && rest === 1 && others[0]) return formatList([...names, nameOf(others[0])])
  return formatList(rest > 0 ? [...names, t('ui.others', { count: rest })] : names)
}

/** "Ann Lee <ann@agency.example>", or the address alone where there is no name of its own. */
export function fullAddress(address: Address): string {
  const name = nameOf(address)
  return name === address.address || address.address === '' ? name : `${name} <${address.address}>`
}
