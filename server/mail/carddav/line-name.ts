import { groupOf, propertyOf } from '../contacts/card-lines.ts'

/** How a program names lines of a card (RFC 6352, 10.4.2 and 10.5.1): all of a property, or those of one group alone. In lower case. */
export interface LineName {
  name: string
  group: string | null
}

export function lineNameOf(text: string): LineName {
  const [, group, name] = /^(?:([^.]*)\.)?(.*)$/s.exec(text.toLowerCase()) ?? []
  return { name: name ?? '', group: group ?? null }
}

export const names = ({ name, group }: LineName, line: string): boolean =>
  propertyOf(line) === name && (group === null || groupOf(line) === group)
