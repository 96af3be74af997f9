import { type DraftFile } from '#client/mail/draft.ts'
import { pictureTypes } from '#client/mail/editor/document/picture-sources.ts'
import { type Message } from '#contract/messages.ts'

type Original = Pick<Message, 'id' | 'attachments'>

/** The files of a message that is forwarded or gone on with. */
export function filesOfMessage({ id, attachments }: Original): DraftFile[] {
  return attachments
    .filter(({ inline, wrapping }) => !inline && !wrapping)
    .map((attachment) => ({ ...fileOf(id, attachment), key: attachment.partId }))
}

/** The pictures within its text, under new names; `names` says which, by their Content-IDs. */
export function picturesOfMessage({ id, attachments }: Original): { files: DraftFile[]; names: Map<string, string> } {
  const names = new Map<string, string>()
  const files = attachments
    .filter(({ inline, type }) => inline && pictureTypes.includes(type))
    .flatMap((attachment) => {
      const { contentId } = attachment
      if (contentId === null || names.has(contentId)) return []
      const cid = crypto.randomUUID()
      names.set(contentId, cid)
      return [{ ...fileOf(id, attachment), key: cid, cid }]
    })
  return { files, names }
}

function fileOf(messageId: Original['id'], { partId, name, sizeBytes }: Message['attachments'][number]) {
  return { name, sizeBytes, uploadId: null, state: 'here' as const, part: { messageId, partId } }
}
