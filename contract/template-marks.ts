/** What a template can have filled in when it is used. */
export const templateFields = ['firstName', 'name', 'subject', 'date', 'ownName'] as const
export type TemplateField = (typeof templateFields)[number]

/** As it is written in a template, in every language of ours, so that a template outlives a change of language. */
const marks: Record<TemplateField, readonly string[]> = {
  firstName: ['first name', 'nombre de pila'],
  name: ['name', 'nombre'],
  subject: ['subject', 'asunto'],
  date: ['date', 'fecha'],
  ownName: ['my name', 'mi nombre'],
}

export function fieldOfMark(mark: string): TemplateField | undefined {
  const words = mark.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  return templateFields.find((field) => marks[field].includes(words))
}

const marked = /\{([^{}\n]{1,40})\}/g

/** A text in pieces: as it stands, or the field that a mark is for. Together they are all of it. */
export function piecesOf(text: string): { text: string; field?: TemplateField }[] {
  const pieces: { text: string; field?: TemplateField }[] = []
  let end = 0
  for (const { 0: whole, 1: mark = '', index } of text.matchAll(marked)) {
    const field = fieldOfMark(mark)
    if (!field) continue
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push({ text: whole, field })
    end = index + whole.length
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces
}

/** "Lee, Ann" and "Ann Lee" are both Ann. */
export function firstNameIn(name: string): string {
  const [before, after = ''] = name.split(',', 2).map((part) => part.trim())
  return (after || before || '').split(/\s+/)[0] ?? ''
}
