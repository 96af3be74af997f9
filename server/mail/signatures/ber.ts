const mostElements = 40_000
const deepest = 60
const indefinite = -1

interface Open {
  /** Where it ends, or that a mark says so. */
  end: number
  /** It cannot reach further than what is around it. */
  limit: number
}

/**
 * Whether these bytes are one element of BER (X.690) in which every element ends exactly where the one around it says, and nothing
 * comes after. Parsers forgive much; what is signed must not depend on how. Bounded: 40,000 elements, 60 levels.
 */
export function isWellFormed(bytes: Buffer): boolean {
  const open: Open[] = []
  let at = 0
  for (let count = 0; count <= mostElements; count += 1) {
    while (open.at(-1)?.end === at) open.pop()
    if (open.length === 0 && count > 0) return at === bytes.length
    const around = open.at(-1) ?? { end: bytes.length, limit: bytes.length }
    const element = readHead(bytes, at, around.limit)
    if (!element || open.length > deepest) return false
    at = element.start
    if (element.isEndMark) {
      if (around.end !== indefinite) return false
      open.pop()
    } else if (element.isConstructed) open.push({ end: element.end, limit: element.limit })
    else at = element.limit
  }
  return false
}

function readHead(bytes: Buffer, at: number, limit: number) {
  const tag = bytes[at]
  const first = bytes[at + 1]
  // Tags of several bytes stand nowhere in what we read.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null
  const isConstructed = (tag & 0x20) !== 0
  if (first === 0x80) {
    return isConstructed ? { start: at + 2, end: indefinite, limit, isConstructed, isEndMark: false } : null
  }
  const more = first < 0x80 ? 0 : first & 0x7f
  if (more > 4 || at + 2 + more > limit) return null
  const start = at + 2 + more
  const end = start + (more === 0 ? first : bytes.readUIntBE(at + 2, more))
  return end > limit ? null : { start, end, limit: end, isConstructed, isEndMark: tag === 0 && end === start }
}
