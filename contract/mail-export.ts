import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { jobMessages } from './jobs.ts'
import { problems, type ProblemType } from './problem.ts'

export const exportId = z.string().check(z.regex(/^[\w-]{20,40}$/))

/** `eml`: a file for each message; `mbox`: a file for each folder, in which they follow one another (RFC 4155). */
export const exportFormat = z.enum(['eml', 'mbox'])
export type ExportFormat = z.infer<typeof exportFormat>

/** Messages as a job chooses them, or all of the person's own folders. */
export const exportedMessages = z.union([z.strictObject({ everything: z.literal(true) }), jobMessages])
export type ExportedMessages = z.infer<typeof exportedMessages>

/**
 * `waiting`: nobody has begun to download it. `interrupted`: the download broke off, and can be gone on with. `missing` messages
 * were gone when their turn came.
 */
export const exportProgress = z.object({
  id: exportId,
  state: z.enum(['waiting', 'running', 'interrupted', 'done', 'stopped', 'failed']),
  total: z.int(),
  done: z.int(),
  missing: z.int(),
  /** Of the messages that are done, as they are stored. */
  bytes: z.int(),
  problem: z.nullable(z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]])),
})
export type ExportProgress = z.infer<typeof exportProgress>

const oneExport = z.strictObject({ exportId })

/** Fixes which messages are exported. A session remembers its last three; `not-found`: there are no such messages. */
export const startExport = endpoint({
  name: 'start-export',
  method: 'POST',
  path: '/api/exports',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ messages: exportedMessages, format: exportFormat }),
  bodyLimitBytes: 2_000_000,
  response: exportProgress,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone', 'not-found'],
})

export const readExport = endpoint({
  name: 'read-export',
  method: 'GET',
  path: '/api/exports/:exportId',
  auth: 'session',
  rate: 'read',
  params: oneExport,
  response: exportProgress,
  problems: ['not-found'],
})

/** Breaks the download off. It cannot be gone on with, nor begun any more. */
export const stopExport = endpoint({
  name: 'stop-export',
  method: 'POST',
  path: '/api/exports/:exportId/stop',
  auth: 'session',
  rate: 'write',
  params: oneExport,
  response: exportProgress,
  problems: ['not-found'],
})

/**
 * The messages as a zip archive, streamed, with a `manifest.json` at its end (`exportManifest`). Its length is known, and a stretch may
 * be asked for (Range, If-Range; RFC 9110, 14): it takes the place of a download of this export that still seems to go on. From a mail
 * server whose sizes of messages are wrong it comes without a length, and whole. May be asked for again. One at once in a session, else `too-many-requests`.
 */
export const downloadExport = endpoint({
  name: 'download-export',
  method: 'GET',
  path: '/api/exports/:exportId/file',
  auth: 'session',
  rate: 'read',
  params: oneExport,
  response: 'bytes',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone', 'message-too-large', 'not-found'],
})

/** How a manifest says that it is one of ours. */
export const manifestFormat = 'curbcut-mail-export-1'

/** What `manifest.json` says of an archive. The server writes it; what reads it from a file checks for itself. */
export const exportManifest = z.object({
  format: z.literal(manifestFormat),
  messages: z.array(
    z.object({
      /** Its file in the archive and, in an mbox, which one of that file it is, from 1. */
      file: z.string(),
      position: z.int(),
      folder: z.string(),
      receivedAt: z.string(),
      sizeBytes: z.int(),
      /** Of the message as it is stored, its lines ended by CR LF; in hexadecimal. */
      sha256: z.string(),
      flags: z.array(z.string()),
      labels: z.array(z.string()),
    }),
  ),
  missing: z.int(),
})
export type ExportManifest = z.infer<typeof exportManifest>
