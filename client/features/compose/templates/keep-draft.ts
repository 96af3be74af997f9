import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { keepTemplate, removeTemplate } from '#client/mail/templates.ts'
import { mostOfTemplates, type Template } from '#contract/templates.ts'

/** Keeps what is written as a template, called as its subject or its first words are. Failures are told. */
export async function keepDraft(draft: Draft): Promise<void> {
  const firstWords = draft.text.split('\n').find((line) => line.trim() !== '') ?? ''
  const subject = plainLine(draft.subject).slice(0, mostOfTemplates.subject)
  const template: Template = {
    id: crypto.randomUUID(),
    name: (subject || plainLine(firstWords)).slice(0, mostOfTemplates.name),
    ...{ subject, text: draft.text.trim(), document: draft.document },
  }
  const { name } = template
  try {
    await keepTemplate(template)
    useOutcome().offerUndo({ text: t('templates.kept', { name }), undo: () => removeTemplate(template) })
  } catch (error) {
    tellFailure(t('templates.notKept', { name }), error, () => void keepDraft(draft))
  }
}
