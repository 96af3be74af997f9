import type { Protection } from '#contract/signatures.ts'
import type { MimeNode } from './structure.ts'

/** With the parts a signature is checked by. */
export interface ProtectedPart extends Protection {
  /** What is signed, for a signature that stands beside it (RFC 1847); null where it is inside, or nowhere to be found. */
  contentPart: string | null
  /** Of the part the signature is in. */
  transferEncoding: string
}

interface FoundProtection {
  part: Omit<ProtectedPart, 'whole'>
  /** Children, or the node itself, that are no files of their own. */
  wrapping: readonly MimeNode[]
}

const smimeSignatures = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature'])
const smimeContainers = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime'])

/** Whether a node is signed or encrypted as a whole (RFC 1847, RFC 3156, RFC 8551); null where it is like any other. */
function protectionOf(node: MimeNode, isRoot: boolean): FoundProtection | null {
  if (node.type === 'multipart/signed') return signedMultipart(node)
  const first = node.childNodes?.[0]
  if (node.type === 'multipart/encrypted' && first?.type === 'application/pgp-encrypted') {
    return { part: part('encrypted', 'openpgp', first), wrapping: node.childNodes ?? [] }
  }
  // Some servers turn the multipart around it into an ordinary one.
  if (node.type === 'application/pgp-encrypted') {
    return { part: part('encrypted', 'openpgp', node), wrapping: [node] }
  }
  const kind = containerKind(node, isRoot)
  return kind && { part: part(kind, 'smime', node), wrapping: [node] }
}

function signedMultipart(node: MimeNode): FoundProtection | null {
  const [content, signature, ...others] = node.childNodes ?? []
  const protocol = (node.parameters?.protocol ?? signature?.type ?? '').trim().toLowerCase()
  const method = signatureMethod(protocol)
  if (!content || method === null) return null
  if (!signature || others.length > 0 || signatureMethod(signature.type) !== method) {
    return { part: part('signed', method, signature ?? content), wrapping: [] }
  }
  return { part: { ...part('signed', method, signature), contentPart: content.part ?? null }, wrapping: [signature] }
}

/** What makes signatures of this media type; null for any other. */
export function signatureMethod(protocol: string): Protection['method'] | null {
  if (smimeSignatures.has(protocol)) return 'smime'
  return protocol === 'application/pgp-signature' ? 'openpgp' : null
}

function part(kind: Protection['kind'], method: Protection['method'], node: MimeNode): FoundProtection['part'] {
  return { kind, method, partId: node.part ?? '1', contentPart: null, transferEncoding: node.encoding ?? '7bit' }
}

/** A signature that cannot be asked about: it lies inside another layer. */
export function uncheckedSignature(method: Protection['method']): Protection {
  return { kind: 'signed', method, partId: '', whole: false }
}

const kinds: Readonly<Record<string, Protection['kind']>> = {
  'enveloped-data': 'encrypted',
  'authenveloped-data': 'encrypted',
  'certs-only': 'certificates',
  'compressed-data': 'compressed',
}
const usualName = /^smime\.(p7[mcz])$/i

/** Whether a file is an S/MIME structure with something in it, by its type, or by its name where that says nothing. */
export function isSmimeContainer({ type, name }: { type: string; name: string }): boolean {
  return smimeContainers.has(type) || (type === 'application/octet-stream' && usualName.test(name))
}

/** A signed file with a name of its own (`contract.pdf.p7m`) is a file like others. */
function containerKind(node: MimeNode, isRoot: boolean): Protection['kind'] | null {
  const name = node.dispositionParameters?.filename ?? node.parameters?.name ?? ''
  const extension = usualName.exec(name)?.[1]?.toLowerCase()
  const isUsual = smimeContainers.has(node.type) && (isRoot || name === '' || extension !== undefined)
  if (!isUsual && !(node.type === 'application/octet-stream' && extension !== undefined)) return null
  const type = node.parameters?.['smime-type']?.trim().toLowerCase() ?? ''
  // Where nothing is said it is most often a signature; what it is, is told by looking inside.
  return kinds[type] ?? (extension === 'p7c' ? 'certificates' : extension === 'p7z' ? 'compressed' : 'opaque')
}

const most = 5

/** Notes what is signed or encrypted while the parts of a message are walked through, and how much of the rest lies within. */
export class ProtectionNotes {
  readonly #parts: ProtectedPart[] = []
  readonly #inside: number[] = []
  readonly #wrapping = new Set<MimeNode>()
  /** Parts that are no wrapping, so far. */
  #shown = 0

  around(node: MimeNode, isRoot: boolean, walkInto: () => void): void {
    const found = this.#parts.length < most && !this.isWrapping(node) ? protectionOf(node, isRoot) : null
    const at = this.#parts.length
    const before = this.#shown
    if (found) {
      for (const each of found.wrapping) this.#wrapping.add(each)
      this.#parts.push({ ...found.part, whole: false })
    }
    walkInto()
    if (found) this.#inside[at] = this.#shown - before
    if (!node.childNodes && !this.isWrapping(node)) this.#shown += 1
  }

  /** It is no file of its own. */
  isWrapping(node: MimeNode): boolean {
    return this.#wrapping.has(node)
  }

  /** @param leftOut there is more than was walked through */
  all(leftOut: boolean): ProtectedPart[] {
    return this.#parts.map((part, index) => ({ ...part, whole: !leftOut && this.#inside[index] === this.#shown }))
  }
}

/** What people are told of it. */
export function protectionsOf(parts: readonly ProtectedPart[]): Protection[] {
  return parts.map(({ contentPart: _, transferEncoding: __, ...protection }) => protection)
}

const armour = /^-----BEGIN PGP (SIGNED )?MESSAGE-----[ \t]*$/m
const armourEnd = /^-----END PGP (?:MESSAGE|SIGNATURE)-----[ \t]*$/m

/** OpenPGP within the text itself (RFC 9580, 6 and 7); null where there is none. */
export function inlineProtection(text: string): Protection | null {
  const begin = armour.exec(text)
  if (!begin) return null
  const after = text.slice(begin.index + begin[0].length)
  const end = armourEnd.exec(after)
  const rest = text.slice(0, begin.index) + (end ? after.slice(end.index + end[0].length) : '')
  const kind = begin[1] === undefined ? 'encrypted' : 'signed'
  return { kind, method: 'openpgp', partId: '', whole: rest.trim() === '' }
}

const beginning = /^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[\w-]{1,40}: [^\n]{0,200}\n){0,20}\n/m
const signature = /\n-----BEGIN PGP SIGNATURE-----[ \t]*\n/
const ending = /\n-----END PGP SIGNATURE-----[ \t]*(?:\n|$)/

/** A text that is signed within itself, without what only programs read (RFC 9580, 7.1); as it is where that is not complete. */
export function withoutSignature(text: string): string {
  const begin = beginning.exec(text)
  if (!begin) return text
  const rest = text.slice(begin.index + begin[0].length)
  const middle = signature.exec(rest)
  const end = middle && ending.exec(rest.slice(middle.index))
  if (!end) return text
  const words = rest.slice(0, middle.index).replace(/^- /gm, '')
  return `${text.slice(0, begin.index)}${words}\n${rest.slice(middle.index + end.index + end[0].length)}`
}
