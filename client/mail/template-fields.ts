import { t } from '#client/i18n/i18n.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { piecesOf, type TemplateField } from '#contract/template-marks.ts'

/** What each stands for now; what is not known stays as it is, to be seen. */
export type TemplateValues = Partial<Record<TemplateField, string>>

/** "{first name}", in the language of the person. */
export const markOf = (field: TemplateField): string => `{${t(`templates.mark.${field}`)}}`

export function fillIn(text: string, values: TemplateValues): string {
  return piecesOf(text)
    .map((piece) => (piece.field && values[piece.field]) || piece.text)
    .join('')
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
export function unfilledMarks(text: string, isFilled: (field: TemplateField) => boolean = () => false): string[] {
  return [...new Set(piecesOf(text).flatMap((piece) => (piece.field && !isFilled(piece.field) ? [piece.text] : [])))]
}
