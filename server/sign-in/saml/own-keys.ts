import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SamlSettings } from '#server/config-sign-in.ts'
import { Disbelief } from '../identity-provider.ts'

/** A key of ours and the certificate that providers know it by, as PEM. */
export interface OwnKey {
  key: string
  certificate: string
}

/** Our key for signing or for decryption; null where none is configured. @throws Disbelief */
export function ownKey(settings: SamlSettings, kind: 'signing' | 'decryption'): OwnKey | null {
  const [keyFile, certificateFile] = [settings[`${kind}KeyFile`], settings[`${kind}CertificateFile`]]
  if (keyFile === undefined || certificateFile === undefined) return null
  const [key, text] = [readFileSync(keyFile, 'utf8'), readFileSync(certificateFile)]
  try {
    const certificate = new X509Certificate(text)
    const own = createPrivateKey(key)
    if (own.asymmetricKeyType === 'rsa' && certificate.checkPrivateKey(own))
      return { key: own.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: certificate.toString() }
  } catch {
    throw new Disbelief('the file has no key, or no certificate, that can be read')
  }
  throw new Disbelief('must be an RSA key, and its certificate one of this key')
}
