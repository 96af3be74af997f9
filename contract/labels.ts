import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { keyword } from './messages.ts'

/** Colours by name; what each is in a theme is the client's to say. */
export const labelColours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'grey'] as const
export const labelColour = z.enum(labelColours)
export type LabelColour = z.infer<typeof labelColour>

/** Colour is never alone: a label has a shape as well. */
export const labelShapes = ['dot', 'square', 'triangle', 'diamond', 'star', 'cross', 'ring', 'bar'] as const
export const labelShape = z.enum(labelShapes)
export type LabelShape = z.infer<typeof labelShape>

export const label = z.object({
  keyword,
  /** Null for a label programs agree on (`$label1` to `$label5`) that nobody has named here: the client has names for them. */
  name: z.nullable(z.string()),
  colour: labelColour,
  shape: labelShape,
})
export type Label = z.infer<typeof label>

/** What a label looks like that nobody has given looks: always the same, and seldom like another. */
export function usualLooks(keyword: string): Pick<Label, 'colour' | 'shape'> {
  let sum = 0
  for (const letter of keyword.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  const [colour = 'grey', shape = 'dot'] = [
    labelColours[sum % 8],
    labelShapes[Math.floor(sum / 8) % labelShapes.length],
  ]
  return { colour, shape }
}

/** The labels of one mailbox, the same for everybody who opens it. */
export const mailboxLabels = z.object({
  /** Stands for the mailbox: its inbox, or where that is not to be seen the first of its folders. */
  mailboxId: folderId,
  /** Whose it is, as in `folder.owner`; null for the person's own. */
  owner: z.nullable(z.string()),
  /** False where labels can be put on messages, but not be made or changed. */
  mayChange: z.boolean(),
  labels: z.array(label),
})
export type MailboxLabels = z.infer<typeof mailboxLabels>

/**
 * Every mailbox the person sees with its labels: those made here, and those other programs have put on messages of its inbox.
 * A message may have still others; such a label is called as its keyword is.
 */
export const listLabels = endpoint({
  name: 'list-labels',
  method: 'GET',
  path: '/api/labels',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(mailboxLabels) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})
