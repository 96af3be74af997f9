import * as z from 'zod/mini'

/**
 * Ids are opaque: made and read only by the server, never IMAP paths or bare UIDs. A message id stops being valid when the
 * folder's UIDVALIDITY changes or the message is moved; the server then answers `message-gone`, never another message.
 */
const opaqueId = (maximum: number) => z.string().check(z.regex(/^[\w-]+$/), z.maxLength(maximum))

export const folderId = z.pipe(opaqueId(1024), z.custom<FolderId>())
export type FolderId = string & { readonly __id: 'folder' }

export const messageId = z.pipe(opaqueId(1200), z.custom<MessageId>())
export type MessageId = string & { readonly __id: 'message' }

/**
 * Stands for many messages of one folder in little room; made by the server for undo. It names them as their ids would, so that
 * those that have gone since are left out.
 */
export const messageSet = z.pipe(opaqueId(100_000), z.custom<MessageSetId>())
export type MessageSetId = string & { readonly __id: 'message-set' }

/** The number of a part within one message, as IMAP numbers them (RFC 9051, 6.4.5): `2`, `1.2`. */
export const partId = z.string().check(z.regex(/^\d{1,4}(\.\d{1,4}){0,99}$/))
