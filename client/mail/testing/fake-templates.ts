import { type Template, type TemplateList } from '#contract/templates.ts'
import { answerAlso } from './whole-message.ts'

/** A template with words of no importance, unless said. */
export function plainTemplate(name: string, changes: Partial<Template> = {}): Template {
  return { id: crypto.randomUUID(), name, subject: '', text: `Words of ${name}`, document: null, ...changes }
}

/** A server that keeps templates; gives what it keeps. */
export function keepTemplates(...items: Template[]): TemplateList {
  const list: TemplateList = { items, units: [] }
  answerAlso('/api/templates', (body: Template | undefined) => {
    if (body) list.items = [...list.items.filter(({ id }) => id !== body.id), body]
    return [200, { ...list, items: [...list.items] }]
  })
  answerAlso('/api/templates/delete', ({ id }: Template) => {
    list.items = list.items.filter((item) => item.id !== id)
    return [200, { ...list, items: [...list.items] }]
  })
  return list
}
