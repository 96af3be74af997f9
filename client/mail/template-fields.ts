import { t } from '#client/i18n/i18n.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'

/** What a template can have filled in when it is used. */
export const templateFields = ['firstName', 'name', 'subject', 'date', 'ownName'] as const
export type TemplateField = (typeof templateFields)[number]

/** What each stands for now; what is not known stays as it is, to be seen. */
export type TemplateValues = Partial<Record<TemplateField, string>>

/** As it is written in a template, in every language of ours, so that a template outlives a change of language. */
const marks: Record<TemplateField, readonly string[]> = {
  firstName: ['first name', 'nombre de pila'],
  name: ['name', 'nombre'],
  subject: ['subject', 'asunto'],
  date: ['date', 'fecha'],
  ownName: ['my name', 'mi nombre'],
}

/** "{first name}", in the language of the person. */
export const markOf = (field: TemplateField): string => `{${t(`templates.mark.${field}`)}}`

export function fieldOfMark(mark: string): TemplateField | undefined {
  const words = mark.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  return templateFields.find((field) => marks[field].includes(words))
}

const marked = /\{([^{}\n]{1,40})\}/g

export function fillIn(text: string, values: TemplateValues): string {
  return text.replaceAll(marked, (whole, mark: string) => {
    const field = fieldOfMark(mark)
    return (field && values[field]) || whole
  })
}

export function fillInDocument(document: RichDocument, values: TemplateValues): RichDocument {
  const fill = (node: RichNode): RichNode => ({
    ...node,
    ...(node.text !== undefined && { text: fillIn(node.text, values) }),
    ...(node.content && { content: node.content.map(fill) }),
  })
  return fill(document) as RichDocument
}

/** The marks that stay, because nothing is known to fill them in with. */
export function unfilledMarks(text: string): string[] {
  return [...new Set([...text.matchAll(marked)].flatMap(([whole, mark]) => (fieldOfMark(mark ?? '') ? [whole] : [])))]
}
