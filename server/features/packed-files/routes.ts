import { Readable } from 'node:stream'
import { downloadPacked, listPacked } from '#contract/packed-files.ts'
import { route, type Route } from '#server/http/route.ts'
import { textLimitBytes } from '#server/mail/mime/decode-text.ts'
import { unpackPart } from '#server/mail/packed/unpack.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

function referenceOf(messageId: string) {
  const reference = messageReferenceOf(messageId)
  if (!reference) throw new Problem('message-gone')
  return reference
}

export function packedFileRoutes(): Route[] {
  return [
    route(listPacked, async ({ params }, { session: { mail } }) => {
      const { files, text, html, cut } = await unpackPart(mail, referenceOf(params.messageId), params.partId)
      return {
        files: files.map(({ name, type, bytes }, index) => ({
          number: index + 1,
          name,
          type,
          sizeBytes: bytes.length,
        })),
        text: limited(text),
        html: limited(html),
        cut,
      }
    }),

    route(downloadPacked, async ({ params }, { session: { mail } }) => {
      const { files } = await unpackPart(mail, referenceOf(params.messageId), params.partId)
      const file = files[Number(params.number) - 1]
      if (!file) throw new Problem('not-found')
      return { name: file.name, type: file.type, bytes: Readable.from([file.bytes]) }
    }),
  ]
}

function limited(content: string | null) {
  return content === null
    ? null
    : { content: content.slice(0, textLimitBytes).toWellFormed(), cut: content.length > textLimitBytes }
}
