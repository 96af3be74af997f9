import type { Whereabouts } from '#contract/whereabouts.ts'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import type { RunningRules } from '#server/mail/own-rules.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { type KnownSenders, nobodyKnown } from '#server/mail/known-senders.ts'
import { fateOf } from '#server/mail/filter-fate.ts'
import { catches, isFromOneOf, wishOf } from '#server/mail/filter-verdict.ts'
import { sparedFromRejecting } from '#server/mail/rejecting.ts'
import { standingOf } from '#server/mail/sender-standing.ts'
import { Problem } from '#server/problem.ts'

const junk = { needs: 'all' as const, conditions: [{ on: 'junk' as const }] }

interface ExplainServices {
  running: () => Promise<RunningRules>
  known: (filters: RunningRules['filters']) => Promise<KnownSenders>
}

/** @throws Problem `not-found` for a message of a mailbox that somebody shares, `message-gone` */
export async function explainMessage(
  mail: MailAccount,
  reference: MessageReference,
  { running, known }: ExplainServices,
): Promise<Whereabouts> {
  const folder = (await mail.recentFolders()).find(({ path }) => path === reference.folder)
  if (!folder) throw new Problem('message-gone')
  if (folder.owner !== null) throw new Problem('not-found')
  const { filters, senders, own, acknowledges, ...rules } = await running()
  const message = await mail.sifting.look(
    reference,
    wishOf([...filters, junk, isFromOneOf([...senders.allowed, ...senders.blocked]), sparedFromRejecting(own)]),
  )
  const isJunk = catches(junk, message)
  const sender = standingOf(message, senders)
  // In the order in which rules run. Junk is not forwarded, so it comes as far as the filters.
  const isEnded = sender === 'allowed' ? isJunk : sender === 'blocked'
  const areReached = !isEnded && (rules.forwarding !== 'without-copy' || isJunk)
  const people = { ...(areReached ? await known(filters) : nobodyKnown), own }
  const isDone = rules.isAway || acknowledges || rules.forwarding === 'with-copy'
  const { caughtBy, filed, isKept } = fateOf(areReached ? filters : [], message, people, { isDone })
  const here = folderIdOf(reference.folder)
  return {
    caughtBy: caughtBy.map(({ name, actions, stops }) => ({ name, actions, stops })),
    filedBy: filed.find(({ folderId }) => folderId === here)?.by ?? null,
    ...{ isKept: isKept && sender !== 'blocked', sender, isJunk, ...rules },
  }
}
