import type { Command, Test } from './syntax-tree.ts'
import { stringsIn, type Understood } from './understand.ts'

/** The variables a command or test sets or reads itself, by name in small letters (RFC 5229, 3). */
export function usedVariables(node: Command | Test, { shape, values }: Understood): string[] {
  const named = [...values.values()].flatMap(({ positional, value }) => (positional.isVariable ? stringsIn(value) : []))
  const isText = shape.name !== 'require' && shape.name !== 'global'
  const texts = isText ? node.arguments.flatMap((argument) => stringsIn(argument)) : []
  const read = texts.flatMap((text) => [...text.matchAll(/\$\{([a-z_]\w*)\}/gi)].map(([, name = '']) => name))
  return [...named, ...read].map((name) => name.toLowerCase())
}
