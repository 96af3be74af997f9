import { sameDn } from './list-entry.ts'
import type { ListReader } from './list-reader.ts'

/** Lists in lists, so deep: what is deeper is taken for a ring. */
const deepest = 20

/** Whether the outer list, put around the inner one, would stand inside itself. */
export async function holdsEachOther(reader: ListReader, outer: string, inner: string): Promise<boolean> {
  const seen = new Set<string>()
  let level = [outer]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest || level.some((dn) => sameDn(dn, inner))) return true
    for (const dn of level) seen.add(dn.toLowerCase())
    level = (await reader.around(level)).filter((dn) => !seen.has(dn.toLowerCase()))
  }
  return false
}
