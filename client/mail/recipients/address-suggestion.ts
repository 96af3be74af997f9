import { isAddress } from '#contract/sending.ts'
import { faultOf } from './address-list.ts'

export const commonDomains = [
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'proton.me',
]

/**
 * What somebody probably meant: "ann" and "ann@example" at the person's own `example.gov`, "ann@gmial.com", "ann@example,gov".
 * Null when there is nothing likely. `knownDomains`: the person's own first, then those of people they write with.
 */
export function suggestAddress(written: string, knownDomains: readonly string[]): string | null {
  const own = knownDomains[0]
  const text = written.trim().replaceAll(/\s+/g, '').replace(/@+/g, '@')
  const at = text.lastIndexOf('@')
  const name = (at === -1 ? text : text.slice(0, at)).replace(/^[<"']+|(?<![>"'])[>"']+$/g, '')
  const domain =
    at === -1
      ? ''
      : text
          .slice(at + 1)
          .toLowerCase()
          .replaceAll(',', '.')
          .replace(/[^a-z\d.-]/g, '')
  if (name === '') return null
  const better = likelyDomain(domain, [...knownDomains, ...commonDomains]) ?? (domain === '' ? own : undefined)
  const suggestion = `${name}@${better ?? domain}`
  return suggestion !== written && isAddress(suggestion) && faultOf(suggestion) === null ? suggestion : null
}

/** A known domain that the written one is the beginning of, or one slip away from. */
function likelyDomain(domain: string, known: readonly string[]): string | undefined {
  if (domain === '' || known.includes(domain)) return undefined
  const begun = known.find(
    (candidate) => candidate.startsWith(`${domain.replace(/\.$/, '')}.`) || candidate === `${domain}v`,
  )
  return begun ?? known.find((candidate) => candidate.length >= 6 && distance(domain, candidate) === 1)
}

/** Optimal string alignment distance, told apart only as 0, 1 or more. */
export function distance(one: string, other: string): 0 | 1 | 2 {
  if (one === other) return 0
  if (Math.abs(one.length - other.length) > 1) return 2
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const tails: [string, string][] = [
    [one.slice(start + 1), other.slice(start + 1)],
    [one.slice(start + 1), other.slice(start)],
    [one.slice(start), other.slice(start + 1)],
  ]
  if (tails.some(([left, right]) => left === right)) return 1
  const isSwapped = one[start] === other[start + 1] && one[start + 1] === other[start]
  return isSwapped && one.slice(start + 2) === other.slice(start + 2) ? 1 : 2
}
