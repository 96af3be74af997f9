import type { Attachment } from '#contract/messages.ts'
import type { TextEncoding } from './decode-text.ts'
import { cleanFileName } from './file-names.ts'
import { ProtectionNotes, type ProtectedPart } from './protection.ts'
import { siftedParts, type SiftedParts } from './sifted-parts.ts'

/** A node of a message's structure (RFC 9051 BODYSTRUCTURE), with parameters decoded (RFC 2231). */
export interface MimeNode {
  part?: string | undefined
  type: string
  parameters?: Record<string, string> | undefined
  id?: string | undefined
  encoding?: string | undefined
  size?: number | undefined
  disposition?: string | undefined
  dispositionParameters?: Record<string, string> | undefined
  childNodes?: MimeNode[] | undefined
  envelope?: { subject?: string | undefined } | undefined
}

export interface TextPart extends TextEncoding {
  partId: string
  encodedSizeBytes: number
}

/** One stretch of what is read, in the order of the message; a stretch may come as text, as HTML, or as both. */
export interface BodyPiece {
  text: TextPart | null
  html: TextPart | null
}

/** A part to download. */
export interface FilePart extends Attachment {
  transferEncoding: string
  encodedSizeBytes: number
  charset: string
}

export interface MessageParts {
  pieces: BodyPiece[]
  files: FilePart[]
  protections: ProtectedPart[]
  sifted: SiftedParts
  /** There are more or deeper parts than are looked at. */
  leftOut: boolean
}

const deepest = 100
const mostParts = 1000

/** Sorts a message's parts into what is read and what is attached. Deeper than 100 or more than 1,000 parts are left out. */
export function sortParts(root: MimeNode): MessageParts {
  const parts: MessageParts = { pieces: [], files: [], protections: [], leftOut: false, sifted: siftedParts(root) }
  const notes = new ProtectionNotes()
  let seen = 0
  const walk = (node: MimeNode, depth: number, related: boolean): void => {
    seen += 1
    if (depth > deepest || seen > mostParts) {
      parts.leftOut = true
      return
    }
    notes.around(node, node === root, () => walkInto(node, depth, related))
  }
  const walkInto = (node: MimeNode, depth: number, related: boolean): void => {
    const children = node.childNodes ?? []
    if (node.type === 'multipart/alternative') {
      walkAlternative(children, depth)
      return
    }
    if (node.type.startsWith('multipart/')) {
      // A server that stops at a depth of its own names what it did not take apart, and nothing in it.
      if (children.length === 0 && (node.size ?? 1) > 0) parts.leftOut = true
      const isRelated = node.type === 'multipart/related'
      for (const [index, child] of children.entries()) walk(child, depth + 1, isRelated && index > 0)
      return
    }
    const wrapping = notes.isWrapping(node)
    const body = related || wrapping ? null : bodyPart(node)
    if (!body) parts.files.push({ ...filePart(node, related), ...(wrapping ? { wrapping } : {}) })
    else parts.pieces.push(node.type === 'text/html' ? { text: null, html: body } : { text: body, html: null })
  }
  // The best of each kind is kept; what else an alternative holds (an invitation, say) can still be opened as a file.
  const walkAlternative = (children: MimeNode[], depth: number): void => {
    const before = parts.pieces.length
    for (const child of children) walk(child, depth + 1, false)
    const found = parts.pieces.splice(before)
    const text = found.find((piece) => piece.text)?.text ?? null
    const html = found.findLast((piece) => piece.html)?.html ?? null
    if (text || html) parts.pieces.push({ text, html })
  }
  walk(root, 0, false)
  parts.protections = notes.all(parts.leftOut)
  // What has grown has room for more to come, and thousands of these are kept.
  return { ...parts, pieces: [...parts.pieces], files: [...parts.files] }
}

/** The node as a text to read, or null when it is a file. */
function bodyPart(node: MimeNode): TextPart | null {
  if (node.type !== 'text/plain' && node.type !== 'text/html') return null
  if (node.disposition === 'attachment' || nameOf(node) !== '') return null
  const parameters = node.parameters ?? {}
  return {
    partId: node.part ?? '1',
    charset: parameters.charset ?? '',
    transferEncoding: node.encoding ?? '7bit',
    flowed: node.type === 'text/plain' && parameters.format?.toLowerCase() === 'flowed',
    deleteSpace: parameters.delsp?.toLowerCase() === 'yes',
    encodedSizeBytes: node.size ?? 0,
  }
}

function filePart(node: MimeNode, related: boolean): FilePart {
  const partId = node.part ?? '1'
  const type = /^[a-z0-9][\w.+-]{0,63}\/[a-z0-9][\w.+-]{0,63}$/.test(node.type) ? node.type : 'application/octet-stream'
  const contentId = node.id?.replace(/^\s*<|>\s*$/g, '').trim() || null
  const transferEncoding = node.encoding ?? '7bit'
  const encodedSizeBytes = node.size ?? 0
  return {
    partId,
    name: cleanFileName(nameOf(node), fallbackName(node, type, partId)),
    type,
    sizeBytes: transferEncoding === 'base64' ? Math.floor((encodedSizeBytes * 57) / 78) : encodedSizeBytes,
    contentId,
    inline: contentId !== null && (related || node.disposition === 'inline'),
    transferEncoding,
    encodedSizeBytes,
    charset: node.parameters?.charset ?? '',
  }
}

function nameOf(node: MimeNode): string {
  return node.dispositionParameters?.filename ?? node.parameters?.name ?? ''
}

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/pdf': 'pdf',
  'application/pgp-signature': 'asc',
  'application/pkcs7-signature': 'p7s',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'message/delivery-status': 'txt',
}

function fallbackName(node: MimeNode, type: string, partId: string): string {
  const subject = type === 'message/rfc822' ? node.envelope?.subject : undefined
  const extension = extensions[type] ?? 'bin'
  return cleanFileName(subject ? `${subject.replace(/[/\\]/g, '-')}.${extension}` : '', `part-${partId}.${extension}`)
}

const signatures = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
])

/** Whether a list should show the attachment mark: a picture shown within the text or a signature is not one. */
export function hasAttachment({ files }: MessageParts): boolean {
  return files.some((file) => !file.inline && !file.wrapping && !signatures.has(file.type))
}
