import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const keyId = z.string().check(z.regex(/^[\w-]{16,40}$/))

/** A key that only whoever is signed in gets. */
const draftKey = z.object({
  id: keyId,
  /** 256 bits for AES-GCM, base64url. */
  key: z.string(),
})
export type DraftKey = z.infer<typeof draftKey>

/**
 * The keys with which this browser encrypts what is being written. Those of `known` that are the person's come back; where none
 * is, a new one is made. So a copy in the browser is readable for the person who wrote it, once they are signed in, and for
 * nobody else.
 */
export const openDraftKeys = endpoint({
  name: 'open-draft-keys',
  method: 'POST',
  path: '/api/draft-keys',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ known: z.array(keyId).check(z.maxLength(20)) }),
  response: z.object({ items: z.array(draftKey) }),
  problems: [],
})

/** Forgets keys, and with them every copy that was made with them: the person signs out here. */
export const forgetDraftKeys = endpoint({
  name: 'forget-draft-keys',
  method: 'POST',
  path: '/api/draft-keys/forget',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: z.array(keyId).check(z.maxLength(20)) }),
  response: 'empty',
  problems: [],
})
