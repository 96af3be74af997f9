import type { Message } from './catalogue.ts'

const plain = 'aeiouAEIOU'
const accented = 'áéíóúÁÉÍÓÚ'

/** The type number of a text node in a compiled message. */
const textNode = 3

/** English made longer and accented, so that a sentence that is not from the catalogue, or that does not fit, is seen at once. */
export function pseudoText(text: string): string {
  if (!/[a-z]/i.test(text)) return text
  const [, start = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  const padding = '~'.repeat(Math.ceil(words.length * 0.3))
  return start + words.replace(/[aeiou]/gi, (letter) => accented.charAt(plain.indexOf(letter))) + padding + end
}

/** A whole catalogue made pseudo, from messages as written or as the build compiled them. */
export function pseudoCatalogue(catalogue: Readonly<Record<string, Message>>): Record<string, Message> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, message]) => [
      key,
      typeof message === 'string' ? pseudoSource(message) : (pseudoNode(message) as Message),
    ]),
  )
}

/** Leaves `{placeholders}` and the `|` between plural forms as they are. */
function pseudoSource(message: string): string {
  return message
    .split(/(\{[^}]*\}|\|)/)
    .map((part, index) => (index % 2 === 1 ? part : pseudoText(part)))
    .join('')
}

/** In a compiled message, `v` of a text node and `s` of a message without placeholders hold what is shown; both have long names while testing. */
function pseudoNode(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pseudoNode)
  if (typeof node !== 'object' || node === null) return node
  const isText = ('t' in node && node.t === textNode) || ('type' in node && node.type === textNode)
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const isShown = typeof value === 'string' && (/^s(tatic)?$/.test(key) || (isText && /^v(alue)?$/.test(key)))
      return [key, isShown ? pseudoText(value) : pseudoNode(value)]
    }),
  )
}
