import { findPosition } from '#contract/message-order.ts'
import {
  changeFlags,
  deleteForever,
  downloadPart,
  downloadSource,
  listMessages,
  type Message,
  moveMessages,
  readMessage,
} from '#contract/messages.ts'
import { route, type Route } from '#server/http/route.ts'
import type { FolderPath, FullMessage, MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import type { FactReader } from '#server/mail/message-facts.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentMessage, presentWindow } from '#server/mail/presenters.ts'
import { folderOf, messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { SignatureChecks } from '#server/mail/signatures/signature-checks.ts'
import { sayingWhoseIsFull } from '#server/mail/whose-is-full.ts'
import { YearFolders } from '#server/mail/year-folders.ts'
import { Problem } from '#server/problem.ts'
import { changeEach, referenceOf } from './message-references.ts'
import { signatureRoutes } from './signature-routes.ts'

/** What a person keeps about a message: whether its pictures are allowed, how it is shown. Kept by other features. */
interface KeptFacts {
  of(account: string, message: FullMessage): Promise<Pick<Message, 'pictureMark' | 'pictureConsent' | 'chosenView'>>
}

export function messageRoutes(
  kept: KeptFacts,
  facts: FactReader,
  signatures: SignatureChecks,
  ownerNames: OwnerNames,
): Route[] {
  return [
    ...signatureRoutes(signatures),

    route(listMessages, async ({ params, query: { offset, limit, ...order } }, { session: { mail } }) =>
      presentWindow(await mail.window(folderOf(params.folderId), offset, limit, order)),
    ),

    route(findPosition, async ({ params, query: { dateMs, messageId, sort, reverse } }, { session: { mail } }) => {
      const folder = folderOf(params.folderId)
      if (messageId !== undefined) {
        const reference = messageReferenceOf(messageId)
        const isHere = reference?.folder === folder
        return { offset: isHere ? await mail.positionOf(reference, { sort, reverse }) : null }
      }
      if (dateMs === undefined || (sort !== 'arrived' && sort !== 'sent')) throw new Problem('invalid-request')
      return { offset: await mail.positionAt(folder, dateMs, { sort, reverse }) }
    }),

    route(readMessage, async ({ params }, { session: { mail, signedIn } }) => {
      const message = await mail.read(referenceOf(params.messageId))
      const found = { facts: facts.read(message, signedIn.addresses), ...(await kept.of(signedIn.user, message)) }
      return presentMessage(message, found)
    }),

    route(downloadPart, ({ params }, { session: { mail } }) =>
      mail.download(referenceOf(params.messageId), params.partId),
    ),

    route(downloadSource, ({ params }, { session: { mail } }) => mail.source(referenceOf(params.messageId))),

    route(changeFlags, async ({ body }, { session: { mail } }) => ({
      items: await changeEach(body.ids, async (references) => {
        const outcomes = await mail.changeFlags(references, body.add, body.remove, body.labels)
        return outcomes.map((outcome) => ({ outcome }))
      }),
    })),

    route(moveMessages, async ({ body }, { session: { mail } }) => {
      const to = folderOf(body.toFolderId)
      const move = moveTo(mail, to, body.byYearIn)
      const items = await sayingWhoseIsFull(mail, ownerNames, to, () => changeEach(body.ids, move))
      return { items: items.map(({ id, outcome, ...rest }) => ({ id, outcome, movedId: movedIdOf(rest) })) }
    }),

    route(deleteForever, async ({ body }, { session: { mail } }) => ({
      items: await changeEach(body.ids, async (references) =>
        (await mail.deleteForever(references)).map((outcome) => ({ outcome })),
      ),
    })),
  ]
}

const moveTo = (mail: MailAccount, to: FolderPath, byYearIn: string | undefined) => (references: MessageReference[]) =>
  byYearIn === undefined ? mail.move(references, to) : new YearFolders(mail).move(references, to, byYearIn)

const movedIdOf = (item: { moved?: MessageReference | null }) => (item.moved ? messageIdOf(item.moved) : null)
