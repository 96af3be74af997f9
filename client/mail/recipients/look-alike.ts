import { commonDomains, distance } from './address-suggestion.ts'

/** Real services under .com that are one letter away from another. */
const realNeighbours = ['ymail', 'mail', 'email', 'gmx', 'live']
const isRealNeighbour = (domain: string) => realNeighbours.some((name) => domain === `${name}.com`)

/** Letters of other scripts, and signs, that look like a Latin one (the usual ones of UTS 39). */
const twins: Readonly<Record<string, string>> = {
  ...{ а: 'a', ɑ: 'a', α: 'a', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ҽ: 'e', ɡ: 'g', һ: 'h', і: 'i', ı: 'i', ј: 'j', ο: 'o' },
  ...{
    о: 'o',
    օ: 'o',
    р: 'p',
    ρ: 'p',
    ѕ: 's',
    τ: 't',
    υ: 'u',
    ν: 'v',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    у: 'y',
    '0': 'o',
    '1': 'l',
  },
}

/** What an address looks like at a glance: two with the same are taken for each other. */
function glance(text: string): string {
  const letters = [...text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')]
  const plain = letters.map((letter) => twins[letter] ?? letter).join('')
  return plain.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd').replaceAll('i', 'l')
}

/**
 * The address that was probably meant where one that can be sent to only looks like it, or is one letter away: of a known
 * domain ("ann@exarnple.gov"), or of somebody known there ("ann.leee@example.gov"). Null where nothing is likely.
 */
export function lookAlike(address: string, known: readonly string[], ownDomains: readonly string[]): string | null {
  const [written, all] = [address.toLowerCase(), known.map((each) => each.toLowerCase())]
  if (all.includes(written)) return null
  const [name, domain] = split(written)
  const domains = [...new Set([...ownDomains, ...all.map((each) => split(each)[1]), ...commonDomains])]
  if (!domains.some((each) => domain === each || domain.endsWith(`.${each}`)) && !isRealNeighbour(domain)) {
    const better = domains.find((each) => glance(each) === glance(domain) || isOneLetterAway(domain, each))
    if (better !== undefined) return `${address.slice(0, name.length)}@${better}`
  }
  const people = all.filter((each) => split(each)[1] === domain)
  const meant = people.find((each) => glance(split(each)[0]) === glance(name) || isOneLetterAway(name, split(each)[0]))
  return meant ?? null
}

function split(address: string): [name: string, domain: string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

/** Short ones, and those with other numbers, are often two of their own. */
function isOneLetterAway(one: string, other: string): boolean {
  const letters = (text: string) => text.replaceAll(/\d/g, '')
  return other.length >= 6 && distance(one, other) === 1 && letters(one) !== letters(other)
}
