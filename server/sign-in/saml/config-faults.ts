import { readFileSync } from 'node:fs'
import type { SamlSettings } from '#server/config-sign-in.ts'
import { Disbelief } from '../identity-provider.ts'
import { readMetadata, signingCertificate } from './metadata.ts'
import { ownKey } from './own-keys.ts'

/** What is wrong with the contents of the files of a provider: the key's name in its part of the configuration, and why. */
export function samlFaults(settings: SamlSettings): [string, string][] {
  const { metadataFile, certificateFiles = [], issuer, signingKeyFile } = settings
  const checks: [string, () => unknown][] = [
    ...certificateFiles.map((file, index): [string, () => unknown] => [
      `certificateFiles.${index}`,
      () => signingCertificate(readFileSync(file)),
    ]),
    ['signingKeyFile', () => ownKey(settings, 'signing')],
    ['decryptionKeyFile', () => ownKey(settings, 'decryption')],
  ]
  if (metadataFile !== undefined)
    checks.push([
      'metadataFile',
      () => {
        const { wantsSignedRequests } = readMetadata(readFileSync(metadataFile, 'utf8'), issuer)
        if (wantsSignedRequests && signingKeyFile === undefined)
          throw new Disbelief('the provider wants signed requests: give signingKeyFile and signingCertificateFile')
      },
    ])
  return checks.flatMap(([key, check]): [string, string][] => {
    try {
      check()
      return []
    } catch (error) {
      if (error instanceof Disbelief) return [[key, error.message]]
      throw error
    }
  })
}
