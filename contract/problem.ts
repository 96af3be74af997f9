import type { PasskeyRequest, PasskeyWish } from './passkeys.ts'
import type { SecondStepOffer } from './second-step.ts'

/**
 * Every problem the server can answer (RFC 9457). People never see these texts: the client turns the type into a
 * sentence in their language (`client/i18n`), and a test proves that each type has one in each locale.
 */
export type ProblemKind = 'fix-your-input' | 'try-again' | 'sign-in-again' | 'not-allowed' | 'our-fault'

interface ProblemDefinition {
  status: number
  kind: ProblemKind
}

export const problems = {
  'invalid-request': { status: 400, kind: 'fix-your-input' },
  'wrong-credentials': { status: 401, kind: 'fix-your-input' },
  'second-step': { status: 401, kind: 'fix-your-input' },
  'not-signed-in': { status: 401, kind: 'sign-in-again' },
  'cross-site-request': { status: 403, kind: 'not-allowed' },
  'not-allowed': { status: 403, kind: 'not-allowed' },
  'not-found': { status: 404, kind: 'not-allowed' },
  'account-unknown': { status: 403, kind: 'not-allowed' },
  'provider-refused': { status: 403, kind: 'try-again' },
  'sign-in-expired': { status: 400, kind: 'try-again' },
  'folder-gone': { status: 404, kind: 'not-allowed' },
  'message-gone': { status: 404, kind: 'not-allowed' },
  'file-gone': { status: 404, kind: 'fix-your-input' },
  'search-gone': { status: 404, kind: 'try-again' },
  'folder-exists': { status: 409, kind: 'fix-your-input' },
  'folder-not-empty': { status: 409, kind: 'fix-your-input' },
  'label-exists': { status: 409, kind: 'fix-your-input' },
  'already-sending': { status: 409, kind: 'try-again' },
  'too-late': { status: 409, kind: 'not-allowed' },
  'contact-changed': { status: 409, kind: 'fix-your-input' },
  'contacts-unavailable': { status: 503, kind: 'try-again' },
  'rules-changed': { status: 409, kind: 'fix-your-input' },
  'outbox-full': { status: 409, kind: 'fix-your-input' },
  'request-too-large': { status: 413, kind: 'fix-your-input' },
  'sorting-unavailable': { status: 422, kind: 'not-allowed' },
  'grouping-unavailable': { status: 422, kind: 'not-allowed' },
  'message-too-large': { status: 422, kind: 'fix-your-input' },
  'recipients-refused': { status: 422, kind: 'fix-your-input' },
  'sender-refused': { status: 422, kind: 'not-allowed' },
  'message-refused': { status: 422, kind: 'fix-your-input' },
  'rules-refused': { status: 422, kind: 'fix-your-input' },
  'picture-refused': { status: 422, kind: 'not-allowed' },
  'file-type-refused': { status: 422, kind: 'fix-your-input' },
  'too-many-attempts': { status: 429, kind: 'try-again' },
  'too-many-requests': { status: 429, kind: 'try-again' },
  'uploads-full': { status: 507, kind: 'fix-your-input' },
  'mailbox-full': { status: 507, kind: 'fix-your-input' },
  'mail-server-unavailable': { status: 503, kind: 'try-again' },
  'mail-server-not-trusted': { status: 502, kind: 'our-fault' },
  'provider-unavailable': { status: 503, kind: 'try-again' },
  'directory-unavailable': { status: 503, kind: 'try-again' },
  unexpected: { status: 500, kind: 'our-fault' },
} as const satisfies Record<string, ProblemDefinition>

export type ProblemType = keyof typeof problems

/** Any endpoint may answer these. */
export const commonProblems = [
  'invalid-request',
  'not-signed-in',
  'cross-site-request',
  'request-too-large',
  'too-many-requests',
  'unexpected',
] as const satisfies readonly ProblemType[]

/** A request field that was refused: a dotted path such as `to.0.address`, and why in one of a few words. */
export interface FieldProblem {
  field: string
  code:
    | ('missing' | 'too-long' | 'too-many' | 'wrong-form' | 'unknown-field')
    /** An address mail cannot be forwarded to: `targetFaults` of the contract. */
    | ('twice' | 'own-address' | 'outside' | 'forbidden-domain')
    /** Nobody to share with, and an end that is not after the beginning. */
    | ('unknown-person' | 'is-group' | 'too-early' | 'directory-refuses')
    /** Only whose mailbox it is may set that mail is sent on. */
    | 'owner-only'
    /** A code or a passkey that is wrong or was used before. */
    | 'wrong-code'
  /** With `wrong-form`, where it is these that may not be in it. */
  characters?: string
}

/** A code, or a second step to be set up with the first code; `isWrong`: the code given was wrong or used before. */
export interface SecondStepAsked {
  isWrong: boolean
  /** Whether there is an authenticator app; without one a code is a recovery code. */
  hasApp?: boolean
  /** What passkeys of the person may sign in place of a code. */
  passkey?: PasskeyRequest
  offer?: SecondStepOffer
  /** Beside an offer: how a passkey is made in place of it, where passkeys are taken. */
  newPasskey?: PasskeyWish
}

/** A recipient the submission server refused, with its own words (plain text, at most 300 characters). */
export interface RefusedRecipient {
  address: string
  reason: string
}

/** The body of an `application/problem+json` answer. Extensions are present only for the types that name them. */
export interface Problem {
  type: ProblemType
  status: number
  /** Identifies the request in the log, for the help desk. */
  requestId: string
  /** `invalid-request` */
  fields?: FieldProblem[]
  /** `too-many-attempts`, `too-many-requests` */
  retryAfterSeconds?: number
  /** `recipients-refused` */
  recipients?: RefusedRecipient[]
  /** `mailbox-full`: whose mailbox it is, where it is not one's own. */
  owner?: string
  /** `second-step`: what is asked for besides the password, which was right. */
  secondStep?: SecondStepAsked
  /** `message-refused`, `sender-refused`, `rules-refused`: what the mail server said (plain text, at most 300 characters). */
  serverSaid?: string
}
