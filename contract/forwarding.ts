import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** More targets than these are read from nobody; the operator's own bound is lower (`forwarding.maxTargets`). */
const mostTargets = 20

/** As Sieve takes it (RFC 5228, 2.4.2.3); a mail server refuses others. */
const targetPattern = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/

export function isTarget(text: string): boolean {
  return text.length <= 254 && targetPattern.test(text)
}

/** Where one's mail is sent on to. */
export const forwarding = z
  .strictObject({
    isOn: z.boolean(),
    targets: z
      .array(z.string().check(z.trim(), z.maxLength(254), z.regex(targetPattern)))
      .check(z.maxLength(mostTargets)),
    /** Mail stays here as well. */
    keepsCopy: z.boolean(),
  })
  .check(
    z.superRefine(({ isOn, targets }, context) => {
      if (!isOn || targets.length > 0) return
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: '', path: ['targets', 0] })
    }),
  )
export type Forwarding = z.infer<typeof forwarding>

/** What the operator lets people do, and who they are. */
export const limits = z.object({
  /** The person's own: mail to them would come back. */
  addresses: z.array(z.string()),
  insideDomains: z.array(z.string()),
  /** Whether mail may leave those domains. */
  outside: z.enum(['allowed', 'forbidden']),
  /** An address outside gets no mail before whoever reads there has given back a code. */
  confirmsOutside: z.boolean(),
  forbiddenDomains: z.array(z.string()),
  maxTargets: z.number(),
})
export type ForwardingLimits = z.infer<typeof limits>

export type TargetFault = 'wrong-form' | 'too-many' | 'twice' | 'own-address' | 'outside' | 'forbidden-domain'

/** Why each target cannot be one; null for one that can. The page and the server ask the same. */
export function targetFaults(targets: readonly string[], around: ForwardingLimits): (TargetFault | null)[] {
  const own = new Set(around.addresses.map(withoutTag))
  return targets.map((target, index) => {
    if (!isTarget(target)) return 'wrong-form'
    if (targets.slice(0, index).some((other) => other.toLowerCase() === target.toLowerCase())) return 'twice'
    if (own.has(withoutTag(target))) return 'own-address'
    if (isForbidden(target, around.forbiddenDomains)) return 'forbidden-domain'
    if (around.outside === 'forbidden' && isOutside(target, around)) return 'outside'
    return index < around.maxTargets ? null : 'too-many'
  })
}

export function isOutside(target: string, { insideDomains }: Pick<ForwardingLimits, 'insideDomains'>): boolean {
  return !insideDomains.includes(domainOf(target))
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** With `+tag` it is the same mailbox. */
function withoutTag(address: string): string {
  const at = address.lastIndexOf('@')
  const [name = ''] = address.slice(0, at).split('+', 1)
  return `${name}${address.slice(at)}`.toLowerCase()
}

function isForbidden(target: string, domains: readonly string[]): boolean {
  const domain = domainOf(target)
  return domains.some((each) => domain === each || domain.endsWith(`.${each}`))
}

export const forwardingState = z.object({
  /** The operator allows it and the mail server can. Where not, it can only be turned off. */
  isOffered: z.boolean(),
  forwarding,
  /** The mail server goes by it. False while it is off, or while another program has scripts of its own run instead. */
  isInForce: z.boolean(),
  /** Another program changed what was saved here; saving keeps that as a script beside. */
  isChangedElsewhere: z.boolean(),
  /** A script the person has from elsewhere. It does not run for mail that is forwarded without a copy. */
  otherScript: z.nullable(z.string()),
  /** That script rejects mail itself, and servers refuse to do both: it cannot be turned on. */
  otherRejects: z.boolean(),
  /** What that script, or one it includes, forwards itself. The address may be made of variables. */
  otherForwards: z.array(z.object({ address: z.string(), script: z.string() })),
  /** What filters that are on forward, by their names. */
  filterForwards: z.array(z.object({ address: z.string(), filter: z.string() })),
  /** Who gets copies while an out of office that is on answers. */
  colleague: z.nullable(z.string()),
  /** Of all these addresses those that appeared by another way than this program, and that the person was not told of. */
  unseen: z.array(z.string()),
  /**
   * Addresses outside that forwarding, filters or the out of office name, and that get nothing before their code is given back;
   * when it was sent, null where none counts.
   */
  waiting: z.array(z.object({ address: z.string(), sentAtMs: z.nullable(z.number()) })),
  limits,
  /** Stands for what was read, whoever wrote it; to be given back when saving. */
  version: z.string(),
})
export type ForwardingState = z.infer<typeof forwardingState>

/** On the server, where it goes on while nobody is signed in. */
export const readForwarding = endpoint({
  name: 'read-forwarding',
  method: 'GET',
  path: '/api/forwarding',
  auth: 'session',
  rate: 'read',
  response: forwardingState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/**
 * `invalid-request` names the targets that cannot be one, and why; otherwise as `save-absence`.
 */
export const saveForwarding = endpoint({
  name: 'save-forwarding',
  method: 'POST',
  path: '/api/forwarding',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ forwarding, version: z.string().check(z.maxLength(100)) }),
  response: forwardingState,
  problems: [
    ...(['rules-changed', 'rules-refused', 'not-allowed', 'mailbox-full', 'directory-unavailable'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})

/** The person was told that their mail goes to these. */
export const seeForwards = endpoint({
  name: 'see-forwards',
  method: 'POST',
  path: '/api/forwarding/seen',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ addresses: z.array(z.string().check(z.maxLength(1_000))).check(z.maxLength(200)) }),
  response: forwardingState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})
