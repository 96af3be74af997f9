import { formatDay, formatList, formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type SignatureCheck, type SignatureVerdict } from '#contract/signatures.ts'

/** The largest message whose signature the server looks at. */
const limitBytes = 20_000_000

export interface SignatureWords {
  tone: 'success' | 'info' | 'warning' | 'danger'
  title: string
  sentences: string[]
}

/** Of these it is known that what is read is what was signed. */
const unchanged = new Set<SignatureVerdict>([
  ...(['other-address', 'issuer-unknown', 'no-authorities', 'expired', 'not-yet-valid', 'wrong-purpose'] as const),
])
const signatures = new Set<SignatureVerdict>([...unchanged, 'valid', 'changed'])

const tones: Partial<Record<SignatureVerdict, SignatureWords['tone']>> = {
  valid: 'success',
  changed: 'danger',
  'other-address': 'danger',
  'no-authorities': 'info',
  'too-large': 'info',
  encrypted: 'info',
  certificates: 'info',
}

/** What came of checking a signature. `whole`: there is nothing else in the message; else it is never shown as a success. */
export function signatureWords(check: SignatureCheck, whole: boolean): SignatureWords {
  const { verdict, signer, asOfSigning } = check
  const tone = tones[verdict] ?? 'warning'
  const words = {
    name: plainLine(signer?.name ?? ''),
    addresses: formatList((signer?.addresses ?? []).map(plainLine)),
    issuer: plainLine(signer?.issuer ?? ''),
    from: formatDay(signer?.validFromMs ?? 0),
    until: formatDay(signer?.validUntilMs ?? 0),
    size: formatSize(limitBytes),
  }
  return {
    tone: tone === 'success' && !whole ? 'warning' : tone,
    title:
      verdict === 'valid' && !whole
        ? t('signatures.validPart', words)
        : t(`signatures.verdict.${verdict}.title`, words),
    sentences: [
      signatures.has(verdict) && !whole ? t('signatures.onlyPart') : '',
      t(`signatures.verdict.${verdict}.text`, words),
      unchanged.has(verdict) ? t('signatures.unchanged') : '',
      asOfSigning ? t('signatures.asOfSigning') : '',
    ].filter(Boolean),
  }
}
