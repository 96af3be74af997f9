import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderList } from './folders.ts'
import { mailboxLabels } from './labels.ts'
import { messageWindow } from './messages.ts'
import { newPasskey, passkeyName, passkeyProof } from './passkeys.ts'
import { savedSearch } from './saved-searches.ts'
import { secondStepCode, secondStepTicket } from './second-step.ts'

/** An identity provider people may sign in at. */
const signInProvider = z.object({ id: z.string(), name: z.string() })
export type SignInProvider = z.infer<typeof signInProvider>

export const session = z.object({
  person: z.object({
    name: z.string(),
    /** The main address. */
    address: z.string(),
    /** Every address the person may write from, the main one first. */
    addresses: z.array(z.string()),
  }),
  organisation: z.string(),
  /** Where the person signed in; missing for those who did by password. */
  provider: z.optional(signInProvider),
  /** Ends then unless the person does something before; milliseconds since 1970. */
  idleEndsAtMs: z.int(),
  /** Ends then in any case. */
  endsAtMs: z.int(),
})
export type Session = z.infer<typeof session>

export const signIn = endpoint({
  name: 'sign-in',
  method: 'POST',
  path: '/api/session',
  auth: 'none',
  rate: 'sign-in',
  body: z.strictObject({
    /** User name or any of the person's addresses. */
    name: z.string().check(z.minLength(1), z.maxLength(320), z.regex(/^[^\r\n\0]+$/)),
    password: z.string().check(z.minLength(1), z.maxLength(1024), z.regex(/^[^\r\n\0]+$/)),
    /** Where `second-step` asked for it; with the ticket of its offer, the code sets the second step up. */
    code: z.optional(secondStepCode),
    ticket: z.optional(secondStepTicket),
    /** In place of a code, where `second-step` named passkeys. */
    passkey: z.optional(passkeyProof),
    /** In place of a first code, where `second-step` said how one is made; with the ticket of the same offer. */
    newPasskey: z.optional(z.strictObject({ name: passkeyName, passkey: newPasskey })),
  }),
  response: session,
  problems: [
    'not-allowed',
    'wrong-credentials',
    'second-step',
    'too-many-attempts',
    'mail-server-unavailable',
    'mail-server-not-trusted',
  ],
})

/** Reading the session also keeps it alive ("stay signed in"). */
export const readSession = endpoint({
  name: 'read-session',
  method: 'GET',
  path: '/api/session',
  auth: 'session',
  rate: 'read',
  response: session,
  problems: [],
})

export const signOut = endpoint({
  name: 'sign-out',
  method: 'DELETE',
  path: '/api/session',
  auth: 'session',
  rate: 'write',
  response: 'empty',
  problems: [],
})

/** All that the first screen needs in one answer: who, which folders, and the first rows of the inbox; null where the person reads it in another order. */
export const start = endpoint({
  name: 'start',
  method: 'GET',
  path: '/api/start',
  auth: 'session',
  rate: 'read',
  response: z.object({
    session,
    folders: folderList,
    inbox: z.nullable(messageWindow),
    savedSearches: z.array(savedSearch),
    /** Those of the person's own mailbox; null when they could not be read. */
    labels: z.nullable(mailboxLabels),
  }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/** What the sign-in page shows before anybody has signed in. */
export const readWelcome = endpoint({
  name: 'read-welcome',
  method: 'GET',
  path: '/api/welcome',
  auth: 'none',
  rate: 'read',
  response: z.object({
    organisation: z.string(),
    supportAddress: z.nullable(z.string()),
    /** Minutes without activity after which a session ends. */
    idleMinutes: z.int(),
    /** Whether people may sign in by name and password. */
    passwordSignIn: z.boolean(),
    /** Whether a passkey is enough. */
    passkeySignIn: z.boolean(),
    providers: z.array(signInProvider),
    /** The provider whose page comes at once, without a choice. */
    straightTo: z.nullable(z.string()),
  }),
  problems: [],
})
