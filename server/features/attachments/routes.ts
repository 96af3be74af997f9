import { archiveLimitBytes, downloadAll, previewPart } from '#contract/attachments.ts'
import { lookedIntoBytes, readFile } from '#contract/file-reading.ts'
import { route, type Route } from '#server/http/route.ts'
import { cleanFileName } from '#server/mail/mime/file-names.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import { fileReadingOf } from './reading/file-reading.ts'
import { nothingKnown } from './reading/findings.ts'
import { previewOf, upTo } from './preview.ts'
import { uniqueNames, zipOf } from '#server/mail/packed/write-zip.ts'

export function attachmentRoutes(): Route[] {
  return [
    route(previewPart, async ({ params }, { session: { mail } }) =>
      previewOf(await mail.download(referenceOf(params.messageId), params.partId)),
    ),

    route(readFile, async ({ params }, { session: { mail } }) => {
      const { bytes } = await mail.download(referenceOf(params.messageId), params.partId)
      const file = await upTo(bytes, lookedIntoBytes + 1)
      return file.length > lookedIntoBytes ? nothingKnown : fileReadingOf(file)
    }),

    route(downloadAll, async ({ params }, { session: { mail } }) => {
      const reference = referenceOf(params.messageId)
      const { subject, attachments } = await mail.read(reference)
      const files = attachments.filter(({ inline, wrapping }) => !inline && !wrapping)
      if (files.length === 0) throw new Problem('not-found')
      if (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > archiveLimitBytes) {
        throw new Problem('message-too-large')
      }
      const names = uniqueNames(files.map(({ name }) => name))
      const entries = files.map(({ partId }, index) => ({
        name: names[index] ?? partId,
        open: async () => (await mail.download(reference, partId)).bytes,
      }))
      const name = cleanFileName(`${subject.replaceAll(/[/\\]/g, '-').trim() || 'files'}.zip`, 'files.zip')
      return { name, type: 'application/zip', bytes: zipOf(entries, archiveLimitBytes) }
    }),
  ]
}

function referenceOf(id: string) {
  const reference = messageReferenceOf(id)
  if (!reference) throw new Problem('message-gone')
  return reference
}
