import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { managing } from './managed-mailboxes.ts'
import { isAddress } from './sending.ts'

/** How much somebody may do in a mailbox, each more than the one before; `rights` of a share says exactly what. */
export const shareLevels = ['see', 'mark', 'file', 'delete', 'full'] as const
export const shareLevel = z.enum(shareLevels)
export type ShareLevel = z.infer<typeof shareLevel>

/** What each level is at the mail server, in the letters of RFC 4314. */
export const levelRights: Record<ShareLevel, string> = {
  see: 'lr',
  mark: 'lrsw',
  file: 'lrswi',
  delete: 'lrswite',
  full: 'lrswitepkx',
}

/**
 * Whether somebody may write from the owner's address: not at all; on the owner's behalf, which the message says (RFC 5322, 3.6.2);
 * or as the owner, which nothing in the message gives away.
 */
export const writings = ['none', 'on-behalf', 'as'] as const
export const writing = z.enum(writings)
export type Writing = z.infer<typeof writing>

export const mostShares = 500
export const mostSharedFolders = 300

export const shareId = z.string().check(z.regex(/^[\w-]{1,400}$/))

const moment = z.nullable(z.int().check(z.minimum(0)))

export const share = z.object({
  id: shareId,
  /** A group is all who are in it, also who joins later. */
  kind: z.enum(['person', 'group']),
  /** Whom it is with; the address is null for somebody the directory does not know (any more). */
  name: z.string(),
  address: z.nullable(z.string()),
  /** Null where other programs gave rights that are no level, or different ones in different folders. */
  level: z.nullable(shareLevel),
  /** Where, with the letters of what may be done there; empty until it begins. */
  folders: z.array(z.object({ folderId, rights: z.string() })),
  writes: writing,
  /** Whether they see to the owner's out of office and acknowledgement, or filters. */
  manages: managing,
  /** It was given for every folder there was. */
  isWhole: z.boolean(),
  /** When it begins, if not at once, and when it ends by itself, if at all; milliseconds since 1970. */
  startsAtMs: moment,
  endsAtMs: moment,
  /** What it is for, in the owner's words. */
  purpose: z.string(),
  /** When somebody last did something in the mailbox by Curbcut, as far as that is kept. */
  lastUsedAtMs: moment,
  /** Who gave it in the owner's name, while they were away; null for the owner, and for another program. */
  givenBy: z.nullable(z.string()),
  /** Given by somebody else or another program, and not yet confirmed by the owner as seen. */
  isNew: z.boolean(),
})
export type Share = z.infer<typeof share>

export const sharing = z.object({
  /** Whether this mail server lets people share folders at all. */
  isOffered: z.boolean(),
  /** Whether groups of the directory can be shared with. */
  offersGroups: z.boolean(),
  /** Whether the person may let others write from their address. */
  offersWriting: z.boolean(),
  /** Whether others may see to the person's out of office and filters: that needs servers that take our tokens. */
  offersManaging: z.boolean(),
  /** False where a share begins and ends by itself only while the person is signed in. */
  actsWhileSignedOut: z.boolean(),
  /** By name. */
  items: z.array(share),
  /** Who may write from the person's address. */
  writers: z.array(z.object({ name: z.string(), address: z.string(), right: z.enum(['as', 'on-behalf']) })),
})
export type Sharing = z.infer<typeof sharing>

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted', 'directory-unavailable'] as const

export const readSharing = endpoint({
  name: 'read-sharing',
  method: 'GET',
  path: '/api/sharing',
  auth: 'session',
  rate: 'read',
  response: sharing,
  problems: mailProblems,
})

/**
 * Shares the person's folders with somebody, in place of what was shared with them before. `folderIds` null: every folder there
 * is now. All of it comes into force or nothing does.
 * `invalid-request` names `address` (`unknown-person`, `is-group`, `own-address`, `too-many`), `writes` (`is-group`, `directory-refuses`), `manages` (`is-group`; `missing` where the inbox is not
 * shared), `folderIds`
 * or `endsAtMs` (`too-early`).
 * `not-allowed`: this server shares nothing, or the folder is not the person's to share.
 */
export const saveShare = endpoint({
  name: 'save-share',
  method: 'POST',
  path: '/api/sharing',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    address: z.string().check(
      z.maxLength(320),
      z.refine((text) => isAddress(text)),
    ),
    level: shareLevel,
    writes: writing,
    manages: z._default(managing, 'none'),
    folderIds: z.nullable(z.array(folderId).check(z.minLength(1), z.maxLength(mostSharedFolders))),
    startsAtMs: moment,
    endsAtMs: moment,
    purpose: z.string().check(
      z.trim(),
      z.normalize('NFC'),
      z.maxLength(200),
      z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
    ),
  }),
  response: sharing,
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})

/** Who was given something in the person's mailbox that the person neither gave here nor has confirmed as seen; by name. */
export const unseenShares = z.object({
  items: z.array(z.object({ id: shareId, name: z.string(), givenBy: z.nullable(z.string()) })),
})
export type UnseenShares = z.infer<typeof unseenShares>

export const readUnseenShares = endpoint({
  name: 'read-unseen-shares',
  method: 'GET',
  path: '/api/sharing/unseen',
  auth: 'session',
  rate: 'read',
  response: unseenShares,
  problems: mailProblems,
})

/** Takes note that the person has seen what others gave to these; without `shareIds` all that there is. */
export const confirmShares = endpoint({
  name: 'confirm-shares',
  method: 'POST',
  path: '/api/sharing/seen',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ shareIds: z.optional(z.array(shareId).check(z.maxLength(mostShares))) }),
  response: sharing,
  problems: mailProblems,
})

/** Ends a share at once, in every folder; what is not shared (any more) is no failure. */
export const endShare = endpoint({
  name: 'end-share',
  method: 'DELETE',
  path: '/api/sharing/:shareId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ shareId }),
  response: sharing,
  problems: [...mailProblems, 'not-allowed'],
})
