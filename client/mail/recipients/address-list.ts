import { isAddress, type Recipient } from '#contract/sending.ts'

/** One entry of a list of recipients as somebody typed or pasted it. */
export interface Entry extends Recipient {
  /** Null when it can be sent to. */
  fault: AddressFault | null
}

export type AddressFault = 'no-at' | 'no-domain' | 'unknown-form'

/**
 * Reads any list of recipients: "Ann Lee <ann@a.example>; bob@b.example", one per line, quoted names, groups
 * (RFC 5322 3.4) and comments. Nothing is dropped: an entry that cannot be read comes back with its fault.
 */
export function readAddressList(text: string): Entry[] {
  return splitList(text)
    .map(readEntry)
    .filter((entry) => entry.address !== '')
}

/** Splits at commas, semicolons and line breaks that stand in no quotes, brackets or comment; drops group names. */
function splitList(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let open = ''
  for (const [index, character] of [...text].entries()) {
    if (open !== '') {
      open = character === open && !(open === '"' && part.endsWith('\\')) ? '' : open
    } else if (character === '"') open = '"'
    else if (character === '<') open = '>'
    else if (character === '(') open = ')'
    else if (character === ':' && !part.includes('@') && index > 0) {
      part = ''
      continue
    } else if (/[,;\n\r]/.test(character)) {
      // "Lee, Ann <ann@a.example>": directories write the family name first.
      if (character === ',' && isFamilyName(part, text.slice(index + 1))) {
        part += character
        continue
      }
      parts.push(part)
      part = ''
      continue
    }
    part += character
  }
  return [...parts, part].flatMap(splitBySpaces)
}

function isFamilyName(part: string, rest: string): boolean {
  const next = /^[^,;\n<"@]*<[^<>]*@/.test(rest)
  return next && !/[@"<]/.test(part) && part.trim() !== '' && part.trim().split(/\s+/).length <= 2
}

/** "a@x b@y", pasted from a spreadsheet's row. */
function splitBySpaces(part: string): string[] {
  const words = part.trim().split(/\s+/)
  return words.length > 1 && words.every((word) => isAddress(word)) ? words : [part.trim()]
}

function readEntry(text: string): Entry {
  const bracketed = /^(.*)<([^<>]*)>$/s.exec(text.trim())
  const comment = /^([^()]*)\(([^()]*)\)$/.exec(text.trim())
  const [, name = '', written = text] =
    bracketed ?? (comment?.[1]?.includes('@') ? [comment[0], comment[2], comment[1]] : [])
  const address = written
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/[.,]$/, '')
  return { name: cleanName(name), address, fault: faultOf(address) }
}

function cleanName(name: string): string {
  return name
    .trim()
    .replace(/^"([\s\S]*)"$/, '$1')
    .replaceAll(/\\(["\\])/g, '$1')
    .replaceAll(/[\r\n\0]+/g, ' ')
    .trim()
    .slice(0, 200)
}

/** Why an address cannot be sent to, or null. A domain without a dot is refused unless it is one of the person's own. */
export function faultOf(address: string, ownDomains: readonly string[] = []): AddressFault | null {
  if (!address.includes('@')) return 'no-at'
  if (!isAddress(address)) return address.endsWith('@') ? 'no-domain' : 'unknown-form'
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  if (ownDomains.includes(domain)) return null
  return domain.includes('.') && !/^\.|\.\.|\.$/.test(domain) ? null : 'no-domain'
}
