import { createHash } from 'node:crypto'
import type { OutgoingMessage } from '#contract/sending.ts'
import type { Redirecting } from './redirect-message.ts'

/**
 * Tells what is asked for from what was asked for before under the same key: whoever got no answer may have changed something since.
 * Where a draft and its files were saved meanwhile is no change.
 */
export function versionOf(message: OutgoingMessage & { sendAtMs?: number | undefined }): string {
  const { from, to, cc, bcc, subject, text, document, answering, forwarded, options, sendAtMs, files = [] } = message
  const words = [from, to, cc, bcc, subject, document ?? text]
  const uploads = files.map(({ uploadId, contentId }) => [uploadId, contentId])
  return fingerprint([words, answering, forwarded, options, sendAtMs, uploads])
}

export const versionOfRedirect = ({ messageId, from, to }: Redirecting): string => fingerprint([messageId, from, to])

const fingerprint = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
