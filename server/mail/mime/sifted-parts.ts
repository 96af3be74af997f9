import type { TextEncoding } from './decode-text.ts'
import { childrenOf, rootPart } from './nested-structure.ts'
import type { MimeNode } from './structure.ts'

const deepest = 100
const mostTexts = 50
const mostNames = 500

export interface SiftedText extends TextEncoding {
  partId: string
  encodedSizeBytes: number
  isHtml: boolean
}

/** What rules on a mail server look at besides the header: in all parts, also of messages inside this one. */
export interface SiftedParts {
  /** At most 50. Their lines stay as they were broken for the way. */
  texts: SiftedText[]
  /** The Content-Disposition of a part has the word “attachment” in it. */
  hasAttached: boolean
  /** At most 500. */
  fileNames: string[]
  /** Types of media of all parts, in lower case; at most 500. */
  types: string[]
}

export function siftedParts(root: MimeNode): SiftedParts {
  const sifted: SiftedParts = { texts: [], hasAttached: false, fileNames: [], types: [] }
  const walk = (node: MimeNode, part: string, depth: number): void => {
    const { type, disposition = '', dispositionParameters = {}, parameters = {} } = node
    if ([disposition, ...Object.values(dispositionParameters)].some((text) => /attachment/i.test(text)))
      sifted.hasAttached = true
    const names = [dispositionParameters.filename, parameters.name].filter((name) => name !== undefined)
    if (sifted.fileNames.length < mostNames) sifted.fileNames.push(...names)
    if (sifted.types.length < mostNames) sifted.types.push(type.toLowerCase())
    const isText = type.startsWith('text/') || type === 'application/xhtml+xml'
    if (isText && sifted.texts.length < mostTexts) sifted.texts.push(textOf(node, part))
    if (depth < deepest) for (const [at, child] of childrenOf(node, part)) walk(child, at, depth + 1)
  }
  walk(root, rootPart(root), 0)
  // As in `structure.ts`: without the room that what has grown has for more.
  return { ...sifted, texts: [...sifted.texts], fileNames: [...sifted.fileNames], types: [...sifted.types] }
}

function textOf({ type, parameters = {}, encoding = '7bit', size = 0 }: MimeNode, partId: string): SiftedText {
  return {
    ...{ partId, isHtml: type.includes('html'), encodedSizeBytes: size },
    ...{ charset: parameters.charset ?? '', transferEncoding: encoding, flowed: false, deleteSpace: false },
  }
}
