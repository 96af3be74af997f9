import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { quota, type Quota } from './folders.ts'
import { folderId } from './ids.ts'
import { problems, type ProblemType } from './problem.ts'

/** How much the person may keep and does, and from which shares on they are warned, in percent, rising. */
export const storageState = z.object({
  /** Null where the mail server sets no limit. */
  quota: z.nullable(quota),
  warnAtPercent: z.array(z.int()),
  /**
   * When the mailbox was full, and mail was refused, as far as it was looked at: `untilMs` is null while it is so. Told for a month
   * after, else null.
   */
  full: z.nullable(z.object({ sinceMs: z.int(), untilMs: z.nullable(z.int()) })),
})
export type StorageState = z.infer<typeof storageState>

/** Less than this, and an ordinary message finds no room: servers refuse what does not fit, so the last bytes are never used. */
const leastRoomBytes = 20_000

export function isFull({ usedBytes, limitBytes }: Quota): boolean {
  return limitBytes > 0 && limitBytes - usedBytes < leastRoomBytes
}

export const readStorage = endpoint({
  name: 'read-storage',
  method: 'GET',
  path: '/api/storage',
  auth: 'session',
  rate: 'read',
  response: storageState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

const sum = { messages: z.int(), bytes: z.int() }

/** What attached files are, as people tell them apart. */
export const fileKind = z.enum(['picture', 'film', 'sound', 'document', 'packed', 'message', 'other'])
export type FileKind = z.infer<typeof fileKind>

/** Sizes of messages are told by these steps: of this size, and smaller than the next. */
export const sizeSteps = [0, 100_000, 1_000_000, 5_000_000, 10_000_000] as const

/**
 * What the person's own folders hold, by what is in them. Each table is in order: the largest first, years and sizes from the
 * newest and largest. Years are those of arrival, in UTC.
 */
export const storageReport = z.object({
  ...sum,
  folders: z.array(z.object({ folderId, ...sum })),
  years: z.array(z.object({ year: z.int(), ...sum })),
  /** At most 50; `address` is in lower case. Messages without a sender are not among them. */
  senders: z.array(z.object({ address: z.string(), name: z.string(), ...sum })),
  sizes: z.array(z.object({ fromBytes: z.int(), ...sum })),
  /** `bytes` is what the files are once taken out, which is less than they take in a message. */
  files: z.array(z.object({ kind: fileKind, files: z.int(), bytes: z.int() })),
  /** False where a folder could not be looked into. */
  complete: z.boolean(),
})
export type StorageReport = z.infer<typeof storageReport>

/** First `progress`, as often as there is news; in the end `done` or `failed`. */
export const surveyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), looked: z.int(), total: z.int() }),
  z.object({ type: z.literal('done'), report: storageReport }),
  z.object({
    type: z.literal('failed'),
    problem: z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]]),
  }),
])
export type SurveyEvent = z.infer<typeof surveyEvent>

/**
 * Looks through every message of the person's own folders and answers a stream of `surveyEvent`, read with `fetch`; ends when
 * the reader leaves. Folders that are as they were are not looked through again while the session is in use. One at once per
 * session, else `too-many-requests`.
 */
export const surveyStorage = endpoint({
  name: 'survey-storage',
  method: 'POST',
  path: '/api/storage/survey',
  auth: 'session',
  rate: 'search',
  response: 'events',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})
