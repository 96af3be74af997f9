import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { isRichDocument, type RichDocument } from './rich-text.ts'

/** How much one template may hold, in characters; and how many one person keeps. */
export const mostOfTemplates = { name: 100, subject: 500, text: 20_000, document: 100_000, count: 100 } as const

const templateId = z.uuid()
/** Keeps it for everybody of this mailbox; without, for the person alone. */
const unit = z.optional(z.string().check(z.minLength(1), z.maxLength(200)))

/** One line as a person typed it, trimmed and in NFC. */
const line = (longest: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.maxLength(longest),
    z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
  )

/** Words to begin a message with, or to put into one. Marks such as "{date}" in them are filled in when they are used. */
export const template = z.strictObject({
  /** Made by the browser. */
  id: templateId,
  /** What the person calls it. */
  name: line(mostOfTemplates.name).check(z.minLength(1)),
  /** For a message that has none; empty where it brings none. */
  subject: line(mostOfTemplates.subject),
  text: z.string().check(z.maxLength(mostOfTemplates.text)),
  /** The same with formatting; null for plain text. */
  document: z.nullable(
    z
      .custom<RichDocument>(isRichDocument)
      .check(z.refine((document) => JSON.stringify(document).length <= mostOfTemplates.document)),
  ),
})
export type Template = z.infer<typeof template>

/** Templates of a mailbox that several people share: whoever reads it may use them. */
export const templateUnit = z.object({
  /** Whose mailbox it is: a user name of the mail server. */
  unit: z.string(),
  /** What the directory calls it. */
  name: z.string(),
  /** The person may write, delete and expunge in its inbox (RFC 4314). */
  mayChange: z.boolean(),
  items: z.array(template),
})
export type TemplateUnit = z.infer<typeof templateUnit>

export const templateList = z.object({
  /** The person's own, by name. */
  items: z.array(template),
  /** Of each mailbox they share; none while the mail server cannot be asked. */
  units: z.array(templateUnit),
})
export type TemplateList = z.infer<typeof templateList>

export const listTemplates = endpoint({
  name: 'list-templates',
  method: 'GET',
  path: '/api/templates',
  auth: 'session',
  rate: 'read',
  response: templateList,
  problems: [],
})

/**
 * Keeps a template, or another version of one. `not-allowed` beyond a hundred, where all together are too much, and for a mailbox
 * in which the person may not change things.
 */
export const saveTemplate = endpoint({
  name: 'save-template',
  method: 'POST',
  path: '/api/templates',
  auth: 'session',
  rate: 'write',
  body: z.extend(template, { unit }),
  bodyLimitBytes: 400_000,
  response: templateList,
  problems: ['not-allowed'],
})

/** What is not kept is no failure. */
export const deleteTemplate = endpoint({
  name: 'delete-template',
  method: 'POST',
  path: '/api/templates/delete',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ id: templateId, unit }),
  response: templateList,
  problems: ['not-allowed'],
})
