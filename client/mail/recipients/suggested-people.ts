import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type TokenSuggestion } from '#client/ui/token-field/token.ts'
import { type Away, type Person } from '#contract/people.ts'
import { type Recipient } from '#contract/sending.ts'

/** A group of one's own has no address: it is known by its name, which no address can be. */
const idOf = ({ address, name, members }: Person) => (members ? `group ${name}` : address)

/** How somebody is offered: by name, and told apart by address and by where they come from. */
export function suggestionOf(person: Person): TokenSuggestion {
  const { name, address, detail, members } = person
  const details = members ? [] : [plainLine(name) && address, plainLine(detail)]
  return {
    id: idOf(person),
    label: plainLine(name) || address,
    detail: [...details, ...sourcesOf(person)].filter(Boolean).join(t('compose.comma')),
  }
}

function sourcesOf({ source, members, directory, isOutside, away }: Person): string[] {
  if (members) return [t('own-people.groupSource', { count: members.length })]
  if (source) return [t(source === 'contacts' ? 'own-people.source' : 'own-people.collectedSource')]
  return [plainLine(directory ?? ''), isOutside ? t('people-sources.outside') : '', away ? awayWords(away) : '']
}

function awayWords({ untilMs }: Away): string {
  return untilMs === null ? t('people-sources.away') : t('people-sources.awayUntil', { when: formatDay(untilMs) })
}

/** Whom a chosen suggestion stands for: of a group everybody in it. */
export function chosenPeople({ id }: TokenSuggestion, people: readonly Person[]): Recipient[] {
  const person = people.find((each) => idOf(each) === id)
  if (!person) return []
  return (person.members ?? [person]).map(recipientOf)
}

/** Whom a nickname was given to, where what is written is one. */
export function meantByNickname(people: readonly Person[]): Recipient | null {
  const person = people.find(({ isNickname }) => isNickname)
  return person ? recipientOf(person) : null
}

const recipientOf = ({ name, address }: Recipient): Recipient => ({
  name: plainLine(name) === address ? '' : plainLine(name).slice(0, 200),
  address,
})
