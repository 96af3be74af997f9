import { deleteUpload, readUploadRules, startUpload, uploadContent } from '#contract/uploads.ts'
import { route, type Route } from '#server/http/route.ts'
import { cleanFileName } from '#server/mail/mime/file-names.ts'
import { Problem } from '#server/problem.ts'
import type { Uploads } from '#server/storage/uploads.ts'
import { endingOf, isProgram, typeOfFile } from './file-type.ts'

interface UploadPolicy {
  messageLimit: () => Promise<number>
  perPersonBytes: number
  /** In small letters, with the dot. */
  blockedEndings: readonly string[]
}

export function uploadRoutes(uploads: Uploads, policy: UploadPolicy): Route[] {
  const { messageLimit, perPersonBytes, blockedEndings } = policy
  const checkName = (name: string) => {
    if (blockedEndings.includes(endingOf(name))) throw new Problem('file-type-refused')
  }
  const typeOf = (name: string, start: Buffer) => {
    if (isProgram(start) && blockedEndings.length > 0) throw new Problem('file-type-refused')
    return typeOfFile(name, start)
  }
  return [
    route(readUploadRules, async () => ({
      messageBytes: await messageLimit(),
      perPersonBytes,
      blockedEndings: [...blockedEndings],
    })),

    route(startUpload, async ({ body }, { session: { signedIn } }) => {
      const name = cleanFileName(body.name, 'file')
      checkName(name)
      if (encodedBytes(body.sizeBytes) > (await messageLimit())) throw new Problem('message-too-large')
      return { uploadId: await uploads.start(signedIn.user, { name, sizeBytes: body.sizeBytes }), name }
    }),

    route(uploadContent, ({ params }, visit) =>
      uploads.receive(visit.session.signedIn.user, params.uploadId, visit.bytes(), typeOf),
    ),

    route(deleteUpload, ({ params }, { session: { signedIn } }) => uploads.remove(signedIn.user, [params.uploadId])),
  ]
}

/** In base64 with a line end after every 76 characters (RFC 2045, 6.8). */
const encodedBytes = (sizeBytes: number) => Math.ceil(sizeBytes / 57) * 78
