import type { ImapAttribute } from 'imapflow'
import { getStructuredParams } from 'imapflow/lib/tools.js'
import type { MimeNode } from '../../mime/structure.ts'
import { text } from './command.ts'
import { isPlainText, readEnvelopeList } from './envelope.ts'

type List = readonly ImapAttribute[]

/** Reads a BODYSTRUCTURE (RFC 9051, 7.5.2) as imapflow does, but for what nobody here asks for. `part` is its number, of the outermost none. */
export function readStructureList(list: List, part = ''): MimeNode {
  return Array.isArray(list[0]) ? multipart(list, part) : single(list, part)
}

function multipart(list: List, part: string): MimeNode {
  const childNodes: MimeNode[] = []
  for (const child of list) {
    if (!Array.isArray(child)) break
    childNodes.push(readStructureList(child, `${part === '' ? '' : `${part}.`}${childNodes.length + 1}`))
  }
  const at = childNodes.length
  const node = nodeOf(part, `multipart/${lower(list[at])}`, list[at + 1], list[at + 2])
  node.childNodes = childNodes
  return node
}

function single(list: List, part: string): MimeNode {
  const type = `${lower(list[0])}/${lower(list[1])}`
  const node = nodeOf(part, type, list[2], list[afterLines(list, type) + 1])
  if (list[3]) node.id = text(list[3])
  if (list[5]) node.encoding = lower(list[5])
  if (list[6]) node.size = Number(text(list[6])) || 0
  if (type !== 'message/rfc822') return node
  if (list[7]) node.envelope = readEnvelopeList(asList(list[7]))
  // A message has the number of the part it is in.
  if (list[8]) node.childNodes = [readStructureList(Array.isArray(list[8]) ? list[8] : [], part)]
  return node
}

/** All nodes have the same fields in the same order: code that looks at them is twice as quick. */
function nodeOf(
  part: string,
  type: string,
  given: ImapAttribute | undefined,
  shown: ImapAttribute | undefined,
): MimeNode {
  const [disposition, more] = Array.isArray(shown) ? shown : []
  return {
    part: part === '' ? undefined : part,
    type,
    parameters: parameters(given),
    id: undefined,
    encoding: undefined,
    size: undefined,
    disposition: Array.isArray(shown) && shown.length > 0 ? lower(disposition) : undefined,
    dispositionParameters: Array.isArray(more) ? parameters(more) : undefined,
    childNodes: undefined,
    envelope: undefined,
  }
}

/** Where the MD5 stands: after what messages and texts have of their own. Some servers leave out the number of lines of a text. */
function afterLines(list: List, type: string): number {
  if (type === 'message/rfc822') return 10
  if (!type.startsWith('text/')) return 7
  return list.length === 11 && Array.isArray(list[8]) && !Array.isArray(list[9]) ? 7 : 8
}

/** Names that stand for themselves; others may be pieces of one (RFC 2231). */
const usualNames = new Set([
  'boundary',
  'charset',
  'delsp',
  'filename',
  'format',
  'name',
  'protocol',
  'smime-type',
  'type',
])

function parameters(said: ImapAttribute | undefined): Record<string, string> | undefined {
  if (!said) return undefined
  const list = asList(said)
  const found: Record<string, string> = {}
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = lower(list[at])
    const value = text(list[at + 1])
    // An apostrophe may stand between a character set and a name in it.
    if (!usualNames.has(name) || !isPlainText(value) || value.includes("'")) return getStructuredParams([...list])
    found[name] = value
  }
  return found
}

const asList = (said: ImapAttribute): List => (Array.isArray(said) ? said : [said])
const lower = (said: ImapAttribute | undefined) => text(said).toLowerCase()
