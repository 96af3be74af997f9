import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

const block = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g

/** The certificates in a PEM file, in DER; none where there is no file. Throws where `authorityFault` says why. */
export function readAuthorities(file: string | undefined): Buffer[] {
  if (file === undefined) return []
  return (readFileSync(file, 'latin1').match(block) ?? []).map((pem) => new X509Certificate(pem).raw)
}

/** Why a file that can be read cannot be used, or null. */
export function authorityFault(file: string): string | null {
  let certificates: X509Certificate[]
  try {
    certificates = readAuthorities(file).map((der) => new X509Certificate(der))
  } catch {
    return `a certificate in it cannot be read: ${file}`
  }
  if (certificates.length === 0) return `there is no certificate (PEM) in it: ${file}`
  const other = certificates.find(({ ca }) => !ca)
  return other
    ? `it holds a certificate that is no authority’s (${other.subject.replaceAll('\n', ', ')}): ${file}`
    : null
}
