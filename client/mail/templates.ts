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

/** The person's own first, then those of each mailbox they share, with its name. */
export const allTemplates = (list: TemplateList | undefined): { template: Template; unit: string }[] => [
  ...(list?.items ?? []).map((template) => ({ template, unit: '' })),
  ...(list?.units ?? []).flatMap(({ name, items }) => items.map((template) => ({ template, unit: name }))),
]

const know = (list: TemplateList) => useQueryCache().setQueryData(keys.templates(), list)

/** For the person, or for everybody of a shared mailbox. Throws ApiProblem. */
export async function keepTemplate(template: Template, unit?: string): Promise<void> {
  const list = await call(saveTemplate, { body: { ...template, ...(unit === undefined ? {} : { unit }) } })
  know(list)
}

/** Takes it away, says so and offers to undo that. Failures are told, never thrown. */
export async function removeTemplate(template: Template, unit?: string): Promise<void> {
  const { id, name } = template
  try {
    know(await call(deleteTemplate, { body: { id, ...(unit === undefined ? {} : { unit }) } }))
    useOutcome().offerUndo({ text: t('templates.deleted', { name }), undo: () => bringBack(template, unit) })
  } catch (error) {
    tellFailure(t('templates.notDeleted', { name }), error, () => void removeTemplate(template, unit))
  }
}

async function bringBack(template: Template, unit?: string): Promise<void> {
  const { name } = template
  try {
    await keepTemplate(template, unit)
    useOutcome().tell(t('templates.back', { name }))
  } catch (error) {
    tellFailure(t('templates.notBack', { name }), error, () => void bringBack(template, unit))
  }
}
