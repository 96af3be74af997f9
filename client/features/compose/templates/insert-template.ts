import { fullDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { documentFromText } from '#client/mail/editor/document/from-text.ts'
import { type TextEditor } from '#client/mail/editor/text-editor.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { fillIn, fillInDocument, type TemplateValues, unfilledMarks } from '#client/mail/template-fields.ts'
import { firstNameIn } from '#contract/template-marks.ts'
import { type Template } from '#contract/templates.ts'

/** Where in the composer it goes: into the plain text, or through the editor. */
export interface TextPlace {
  insert: (text: string) => void
  editor: () => TextEditor | null | undefined
}

/** What the marks of a template stand for in this draft. */
function valuesOf(draft: Draft, ownName: string): TemplateValues {
  const name = draft.to[0]?.name ?? ''
  return {
    ...{ name, firstName: firstNameIn(name), ownName },
    subject: draft.subject,
    date: fullDate(new Date()),
  }
}

/** Puts a template where the cursor is, its subject where there is none; says so and offers to undo it. */
export async function insertTemplate(
  draft: Draft,
  template: Template,
  ownName: string,
  place: TextPlace,
): Promise<void> {
  const before = { subject: draft.subject, text: draft.text, document: draft.document }
  const values = valuesOf(draft, ownName)
  if (draft.subject.trim() === '') draft.subject = fillIn(template.subject, values)
  const text = fillIn(template.text, { ...values, subject: draft.subject }).trimEnd()
  if (draft.document) {
    const { insertDocument } = await import('#client/mail/editor/insert-document.ts')
    const document = template.document
      ? fillInDocument(template.document, { ...values, subject: draft.subject })
      : documentFromText(text)
    place.editor()?.run(insertDocument(document))
    place.editor()?.flush()
  } else if (text !== '') place.insert(text)
  draft.changedAtMs = Date.now()
  tellInserted(draft, template, before)
}

function tellInserted(draft: Draft, { name }: Template, before: Pick<Draft, 'subject' | 'text' | 'document'>): void {
  const left = unfilledMarks(`${draft.subject}\n${draft.text}`)
  const said = t('templates.inserted', { name })
  useOutcome().offerUndo({
    text: left.length === 0 ? said : `${said}. ${t('templates.left', { marks: left.join(', ') })}`,
    undo: () => {
      Object.assign(draft, before, { changedAtMs: Date.now() })
      useOutcome().tell(t('templates.takenOut', { name }))
      return Promise.resolve()
    },
  })
}
