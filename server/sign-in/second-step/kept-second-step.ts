import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { KeptPasskey } from './passkey-checks.ts'

const periodSeconds = 30
/** Codes of the period before and after count as well: clocks differ, and typing takes time (RFC 6238, section 5.2). */
const periodsAround = 1
const recoveryCount = 10
const secretBytes = 20

/** What is kept of a person's second step, sealed. */
export interface KeptSecondStep {
  /** Of the authenticator app, in Base32; null where there are only passkeys. */
  secret: string | null
  /** Number of the period whose code was taken last: no code counts twice, nor one from before it. */
  lastPeriod: number
  /** Keyed hashes of recovery codes that have not been used. */
  recovery: string[]
  /** When the app was set up. */
  setUpAtMs: number
  passkeys: KeptPasskey[]
}

/** As it was kept; those from before there were passkeys have none. */
export function parseKept(text: string | null): KeptSecondStep | null {
  const kept =
    text === null
      ? null
      : (JSON.parse(text) as (Omit<KeptSecondStep, 'passkeys'> & { passkeys?: KeptPasskey[] }) | null)
  return kept && { ...kept, passkeys: kept.passkeys ?? [] }
}

/** Without an app and without passkeys there is no second step, and recovery codes stand in for nothing. */
export const keptText = (kept: KeptSecondStep | null): string =>
  JSON.stringify(kept && (kept.secret !== null || kept.passkeys.length > 0) ? kept : null)

export const newSecret = (): string => new Secret({ size: secretBytes }).base32

/** Twelve digits in groups of four: every keyboard and every screen reader has digits, and no letter looks like another. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCount }, () =>
    Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0')).join('-'),
  )

export const digitsOf = (code: string): string => code.replace(/\D/g, '')

/** The link an authenticator app understands, with the names it will show. */
export const addressOf = (secret: string, names: { issuer: string; label: string }): string =>
  new TOTP({ ...names, secret: Secret.fromBase32(secret), period: periodSeconds }).toString()

/** The second step once this code has been taken, or null when the code is wrong or was used. */
export function afterCode(
  kept: KeptSecondStep,
  code: string,
  { now, hashOf }: { now: number; hashOf: (digits: string) => string },
): KeptSecondStep | null {
  const digits = digitsOf(code)
  const delta = kept.secret === null ? null : deltaOf(kept.secret, digits, now)
  if (delta !== null) {
    const period = Math.floor(now / 1000 / periodSeconds) + delta
    return period > kept.lastPeriod ? { ...kept, lastPeriod: period } : null
  }
  const hash = hashOf(digits)
  return kept.recovery.includes(hash) ? { ...kept, recovery: kept.recovery.filter((one) => one !== hash) } : null
}

const deltaOf = (secret: string, token: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), period: periodSeconds }).validate({
    ...{ token, timestamp, window: periodsAround },
  })
