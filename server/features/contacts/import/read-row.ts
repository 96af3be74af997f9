import { type ContactFields, mostOfContacts } from '#contract/contacts.ts'
import { isAddress } from '#contract/sending.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { folded } from '#server/mail/names.ts'
import { keyOf, kindOfLabel, type Part } from './csv-columns.ts'

/** A column of a table; `part`: null where what stands in it has no place of its own. */
export interface Column {
  heading: string
  part: Part | null
}

/** One value of a row; a cell may hold several. `label`: what its own column beside it calls it. */
interface Value extends Column {
  text: string
  label: string
}

/** What a row says of somebody. What has no place of its own, or finds no room in it, stays in the note with its heading. */
export function readRow(row: readonly string[], columns: readonly Column[]): ContactFields {
  const values = valuesOf(row, columns)
  const used = new Set<Value>(values.filter(({ part }) => part === 'nothing' || part === 'note'))
  const of = (...parts: Part[]) => values.filter(({ part }) => part !== null && parts.includes(part))
  const taken = (some: readonly Value[]) => {
    for (const value of some) used.add(value)
    return some
  }
  const first = (part: Part) => {
    const [value] = of(part)
    if (value && value.text.length <= mostOfContacts.line) taken([value])
    return (value?.text ?? '').slice(0, mostOfContacts.line)
  }
  const fields = {
    ...{ nickname: first('nickname'), organisation: first('organisation'), title: first('title') },
    name: first('name') || [...of('given'), ...of('middle'), ...of('family')].map(({ text }) => text).join(' '),
  }
  taken(of('given', 'middle', 'family').filter(({ text }) => folded(fields.name).includes(folded(text))))
  const written = of('address').filter(({ text }) => isAddress(addressIn(text)))
  const addresses = [...new Map(written.map((value) => [addressIn(value.text), value])).values()]
  const telephones = of('work', 'home', 'mobile', 'telephone').filter(({ text }) => text.length <= 60)
  const groups = taken(of('groups')).flatMap(({ text }) => text.split(/;|,/).map(oneLine))
  // The same address twice is none that is left over.
  const places = taken(addresses.slice(0, mostOfContacts.entries)).map(({ text }) => addressIn(text))
  taken(written.filter(({ text }) => places.includes(addressIn(text))))
  return {
    ...emptyFields,
    ...{ ...fields, name: fields.name.slice(0, mostOfContacts.line) },
    addresses: addresses.slice(0, mostOfContacts.entries).map((value) => ({
      address: addressIn(value.text),
      kind: kindOf(value) === 'mobile' ? 'other' : kindOf(value),
    })),
    telephones: taken(telephones.slice(0, mostOfContacts.entries)).map((value) => ({
      number: value.text,
      kind: kindOf(value),
    })),
    groups: [...new Set(groups)].filter((group) => group !== '' && !group.startsWith('*')),
    note: noteOf([...of('note'), ...values.filter((value) => !used.has(value))]),
  }
}

function valuesOf(row: readonly string[], columns: readonly Column[]): Value[] {
  return row.flatMap((cell, at): Value[] => {
    const { heading, part } = columns[at] ?? { heading: '', part: null }
    const isLines = part === null || part === 'note' || part === 'label'
    const texts = isLines ? [cell] : cell.split(' ::: ').map(oneLine)
    const named = texts.filter(Boolean)
    if (part === 'label') return named.flatMap((text) => labelLeft(text, heading, row, columns))
    const label =
      row[columns.findIndex((each) => each.part === 'label' && keyOf(each.heading) === keyOf(heading))] ?? ''
    return named.map((text) => ({ heading, part, text, label }))
  })
}

/** A label whose words say more than can be kept of them, or that belongs to what has no place. */
function labelLeft(text: string, heading: string, row: readonly string[], columns: readonly Column[]): Value[] {
  const at = columns.findIndex(({ heading: other, part }) => part !== 'label' && keyOf(other) === keyOf(heading))
  const isPlaced = columns[at]?.part === 'address' || columns[at]?.part === 'telephone'
  const isKept = isPlaced ? kindOfLabel(text) === null : at !== -1
  return isKept && row[at] ? [{ heading, part: null, text, label: '' }] : []
}

function kindOf({ part, label }: Value): ContactFields['telephones'][number]['kind'] {
  return part === 'work' || part === 'home' || part === 'mobile' ? part : (kindOfLabel(label) ?? 'other')
}

function noteOf(values: readonly Value[]): string {
  return values
    .map(({ heading, part, text }) => (part === 'note' || heading === '' ? text : `${heading}: ${text}`))
    .join('\n')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
}

const addressIn = (text: string) => text.replace(/^mailto:/i, '')
const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
