import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser'
import { type NewPasskey, type PasskeyProof, type PasskeyRequest, type PasskeyWish } from '#contract/passkeys.ts'

/** Loaded when a passkey is made or asked for. Both open the browser's own dialog, over which a page has no say. */

/** @throws {WebAuthnError} and what the browser throws; `faultOf` says what it means */
export async function makePasskey(wish: PasskeyWish): Promise<NewPasskey> {
  const { id, response } = await startRegistration({ optionsJSON: wish })
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, clientDataJSON, attestationObject, transports: transports as NewPasskey['transports'] }
}

/** @throws what `makePasskey` does */
export async function signWithPasskey(request: PasskeyRequest): Promise<PasskeyProof> {
  const { id, response } = await startAuthentication({ optionsJSON: request })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) }
}

/** What the browser's dialog ended with: the same word for "cancelled", "too late" and "there is none", by its design. */
export function faultOf(error: unknown): 'known' | 'none' | null {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known'
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name) ? 'none' : null
}
