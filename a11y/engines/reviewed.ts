import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding } from './findings.ts'

/** A thing an engine leaves to a person, and what a person found. */
interface Review {
  source: 'axe' | 'ibm'
  rule: string
  /** A regular expression on the place, where the review holds for some places alone. */
  place?: string
  /** A regular expression on what the engine says, where the review holds for some of its doubts alone. */
  text?: string
  /** Why it is no fault. */
  reason: string
  /** Who looked, and when. */
  by: string
}

const reviews = JSON.parse(readFileSync(join(import.meta.dirname, '../reviewed.json'), 'utf8')) as Review[]
const used = new Set<Review>()

/** What is left after the reviews. A sure violation cannot be reviewed away. */
export function withoutReviewed(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => {
    const review = finding.needsReview ? reviews.find((one) => covers(one, finding)) : undefined
    if (review) used.add(review)
    return review === undefined
  })
}

function covers(review: Review, { source, rule, place, text }: Finding): boolean {
  if (review.source !== source || review.rule !== rule) return false
  return new RegExp(review.place ?? '').test(place) && new RegExp(review.text ?? '').test(text)
}

/** Reviews that nothing asked for in this run: the page has changed and they should go. */
export function unusedReviews(): string[] {
  return reviews.filter((review) => !used.has(review)).map(({ source, rule, reason }) => `${source} ${rule}: ${reason}`)
}
