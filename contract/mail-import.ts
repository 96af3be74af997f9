import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { flag, keyword } from './messages.ts'

/** Messages larger than this are not taken. */
export const largestImportedBytes = 50_000_000
/** A lot that is sent at once has at most so many messages, and where there are several, so many bytes. */
export const importLot = { messages: 200, bytes: 8_000_000 } as const

/**
 * `known`: the folder has it already. `broken`: it is no message, or the mail server does not take it as one. `no-room`: the
 * mailbox is full. `refused`: the person may put nothing there.
 */
export const importOutcome = z.enum(['added', 'known', 'broken', 'too-large', 'no-room', 'refused'])
export type ImportOutcome = z.infer<typeof importOutcome>

const importResults = z.object({
  /** In the order of the messages. Subject and sender are decoded, of one line, and hostile. */
  results: z.array(z.object({ outcome: importOutcome, subject: z.string(), from: z.string() })),
})
export type ImportResult = z.infer<typeof importResults>['results'][number]

/** Says what would come of messages, of which only the head is sent; nothing is kept. */
export const checkImport = endpoint({
  name: 'check-import',
  method: 'POST',
  path: '/api/imports/check',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    folderId,
    messages: z
      .array(
        z.strictObject({
          /** The lines of Message-ID, Subject, From and Date as they stand, each byte a character. */
          head: z.string().check(z.maxLength(4_000)),
          sizeBytes: z.int().check(z.minimum(0)),
          /** In hexadecimal, where it has no Message-ID. */
          sha256: z.nullable(z.string().check(z.regex(/^[\da-f]{64}$/))),
        }),
      )
      .check(z.minLength(1), z.maxLength(importLot.messages)),
  }),
  bodyLimitBytes: 4_000_000,
  response: importResults,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})

/** What stands before each message of a lot, as JSON on a line of its own. */
export const importedHead = z.strictObject({
  sizeBytes: z.int().check(z.minimum(1), z.maximum(largestImportedBytes)),
  /** Now where it is not known. */
  receivedAtMs: z.nullable(z.int()),
  flags: z.array(flag).check(z.maxLength(20)),
  labels: z.array(keyword).check(z.maxLength(50)),
})
export type ImportedHead = z.infer<typeof importedHead>

/**
 * Takes a lot of messages into a folder. The body is, for each, its head, a line feed, and as many bytes as it says, lines ended
 * by CR LF. Those before a mistake in the body are taken all the same, which is then `invalid-request`.
 */
export const importMessages = endpoint({
  name: 'import-messages',
  method: 'POST',
  path: '/api/imports/messages',
  auth: 'session',
  rate: 'write',
  query: z.strictObject({ folderId }),
  rawBody: true,
  response: importResults,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})
