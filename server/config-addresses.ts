import * as z from 'zod'
import { listJoining } from '#contract/directory-lists.ts'

/** Whether this can be compiled; names are held to it whole. */
function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(`^(?:${text})$`, 'u'))
  } catch {
    return false
  }
}

export const domain = z.string().regex(/^[A-Za-z0-9.-]+$/, 'must be a domain')

/** Names that mail servers and their people need (RFC 2142), or by which somebody could pretend to be the organisation. */
const neededNames = [
  ...['abuse', 'admin', 'administrator', 'hostmaster', 'info', 'mailer-daemon', 'noc', 'nobody', 'no-reply', 'noreply'],
  ...['postmaster', 'root', 'security', 'support', 'webmaster'],
]

/** Which addresses people may make. */
const making = {
  domains: z.array(domain.toLowerCase()).min(1),
  most: z.int().min(1).max(100).default(5),
  pattern: z.string().refine(isPattern, 'must be a regular expression').default('[a-z][a-z0-9]*([._-][a-z0-9]+)*'),
  reservedNames: z.array(z.string().toLowerCase()).default(neededNames),
}

const account = { bindDn: z.string().min(1), passwordFile: z.string().min(1) }

export const aliases = z.strictObject({ ...account, ...making, approvers: z.string().min(1).optional() })

export const lists = z.strictObject({
  ...account,
  joining: z.enum(listJoining.options).default('closed'),
  outsideMembers: z.boolean().default(false),
  making: z
    .strictObject({
      baseDn: z.string().min(1),
      objectClasses: z.array(z.string().min(1)).min(1).default(['groupOfNames', 'curbcutMailGroup']),
      ...making,
    })
    .optional(),
})
