import * as z from 'zod/mini'
import type { MessageFacts } from '#contract/message-facts.ts'

/*
 * What facts may leave the server. Here and not in the contract: browsers parse no answers, and would load it with their first view.
 */

const orNull = <T extends z.ZodMiniType>(schema: T) => z.nullable(schema)
const words = z.string()

const authentication = z.object({
  domain: words,
  verdict: z.enum(['verified', 'failed', 'unproven']),
  results: z.array(z.object({ method: z.enum(['dmarc', 'dkim', 'spf']), result: words, domain: orNull(words) })),
})

const list = z.object({
  name: words,
  id: orNull(words),
  unsubscribe: orNull(z.object({ oneClick: z.boolean(), mail: orNull(words), page: orNull(words) })),
  post: orNull(words),
  help: orNull(words),
  archive: orNull(words),
})

const outcome = z.object({
  address: words,
  action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
  status: orNull(words),
  said: words,
})

const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delivery'), subject: orNull(words), outcomes: z.array(outcome), more: z.int() }),
  z.object({
    kind: z.literal('receipt'),
    subject: orNull(words),
    address: words,
    disposition: z.enum(['displayed', 'deleted', 'denied', 'other']),
  }),
])

export const protectionSchema = z.array(
  z.object({
    kind: z.enum(['signed', 'opaque', 'encrypted', 'compressed', 'certificates']),
    method: z.enum(['smime', 'openpgp']),
    partId: words,
    whole: z.boolean(),
  }),
) satisfies z.ZodMiniType<MessageFacts['protection']>

export const factsSchema = z.object({
  authentication: orNull(authentication),
  list: orNull(list),
  receipt: orNull(z.object({ address: words, elsewhere: z.boolean() })),
  report: orNull(report),
  protection: protectionSchema,
  storageWarning: z.boolean(),
  headerCut: z.boolean(),
}) satisfies z.ZodMiniType<MessageFacts>
