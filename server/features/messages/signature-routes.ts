import { checkSignature, type SignatureCheck } from '#contract/signatures.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MailAccount, MessageReference, SignedPart } from '#server/mail/mail-account.ts'
import type { SignatureChecks } from '#server/mail/signatures/signature-checks.ts'
import { referenceOf } from './message-references.ts'
import { Turns } from './turns.ts'

/** A message larger than this is not fetched for its signature. */
const limitBytes = 20_000_000
/** A larger one goes over a connection of its own, so that the list stays quick meanwhile. */
const smallBytes = 1_000_000
/** Of one person: each may hold a whole message for a moment. */
const mostAtOnce = 2

const tooLarge: SignatureCheck = { verdict: 'too-large', signer: null, signedAtMs: null, asOfSigning: false }

export function signatureRoutes(checks: SignatureChecks): Route[] {
  const turns = new WeakMap<MailAccount, Turns>()
  const turnsOf = (mail: MailAccount) => {
    const own = turns.get(mail) ?? new Turns(mostAtOnce)
    turns.set(mail, own)
    return own
  }
  return [
    route(checkSignature, ({ params: { messageId, partId } }, { session: { mail } }) => {
      const reference = referenceOf(messageId)
      return turnsOf(mail).run(async () => {
        const part =
          (await mail.signedPart(reference, partId, smallBytes)) ?? (await readLarge(mail, reference, partId))
        return part ? checks.check(part) : tooLarge
      })
    }),
  ]
}

async function readLarge(mail: MailAccount, reference: MessageReference, partId: string): Promise<SignedPart | null> {
  const beside = mail.beside()
  try {
    return await beside.signedPart(reference, partId, limitBytes)
  } finally {
    beside.close()
  }
}
