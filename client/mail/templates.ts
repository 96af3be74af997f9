import { defineQueryOptions, useQueryCache } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { deleteTemplate, listTemplates, saveTemplate, type Template, type TemplateList } from '#contract/templates.ts'
import { keys } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { tellFailure } from './tell-failure.ts'

/** The templates of the person. Other browsers of theirs may change them; nobody is told of that. */
export const templatesQuery = defineQueryOptions(() => ({
  key: keys.templates(),
  query: ({ signal }) => call(listTemplates, {}, { signal }),
  staleTime: 5 * 60_000,
}))

const know = (list: TemplateList) => useQueryCache().setQueryData(keys.templates(), list)

/** Throws ApiProblem. */
export async function keepTemplate(template: Template): Promise<void> {
  const list = await call(saveTemplate, { body: template })
  know(list)
}

/** Takes it away, says so and offers to undo that. Failures are told, never thrown. */
export async function removeTemplate(template: Template): Promise<void> {
  const { id, name } = template
  try {
    know(await call(deleteTemplate, { body: { id } }))
    useOutcome().offerUndo({ text: t('templates.deleted', { name }), undo: () => bringBack(template) })
  } catch (error) {
    tellFailure(t('templates.notDeleted', { name }), error, () => void removeTemplate(template))
  }
}

async function bringBack(template: Template): Promise<void> {
  const { name } = template
  try {
    await keepTemplate(template)
    useOutcome().tell(t('templates.back', { name }))
  } catch (error) {
    tellFailure(t('templates.notBack', { name }), error, () => void bringBack(template))
  }
}
