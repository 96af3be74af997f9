import { readFileSync } from 'node:fs'
import type { SamlSettings } from '#server/config-sign-in.ts'
import { Problem } from '#server/problem.ts'
import { Disbelief } from '../identity-provider.ts'
import { providerFetch } from '../provider-fetch.ts'
import { type KnownProvider, readMetadata, signingCertificate } from './metadata.ts'

const keepMetadataMs = 60 * 60_000
/** While the metadata cannot be fetched anew, what was known goes on for so long, and another try is made after a minute. */
const keepStaleMs = 24 * 60 * 60_000
const tryAgainMs = 60_000
const timeoutMs = 10_000

/** What is known of a provider: from the configuration, from a file, or from an address that is asked anew every hour. */
export function knownProvider(settings: SamlSettings, now: () => number = Date.now): () => Promise<KnownProvider> {
  const { metadataUrl, metadataFile, issuer, entryPoint, logoutUrl = null, certificateFiles = [] } = settings
  if (metadataUrl !== undefined) return refreshed(() => fetchMetadata(metadataUrl, settings), now)
  const known: KnownProvider =
    metadataFile === undefined
      ? {
          ...{ issuer: issuer ?? '', entryPoint: entryPoint ?? '', logoutUrl, logoutAnswerUrl: logoutUrl },
          certificates: certificateFiles.map((file) => signingCertificate(readFileSync(file))),
          wantsSignedRequests: false,
        }
      : readMetadata(readFileSync(metadataFile, 'utf8'), issuer)
  return () => Promise.resolve(known)
}

async function fetchMetadata(url: string, { issuer, caFile, signingKeyFile }: SamlSettings): Promise<KnownProvider> {
  const answer = await providerFetch(caFile)(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (answer.status !== 200) throw new Disbelief('it answered with an unexpected status when asked for its metadata')
  const known = readMetadata(await answer.text(), issuer)
  if (known.wantsSignedRequests && signingKeyFile === undefined)
    throw new Disbelief('it wants signed requests, and there is no signingKeyFile')
  return known
}

/** One request for all who ask at once; what was known before serves while a new answer cannot be had. */
function refreshed(fetch: () => Promise<KnownProvider>, now: () => number): () => Promise<KnownProvider> {
  let known: { value: KnownProvider; atMs: number; askAgainMs: number } | null = null
  let asking: Promise<KnownProvider> | null = null
  const ask = async (): Promise<KnownProvider> => {
    try {
      const value = await fetch()
      known = { value, atMs: now(), askAgainMs: now() + keepMetadataMs }
      return value
    } catch (error) {
      if (!known || now() - known.atMs > keepStaleMs) throw new Problem('provider-unavailable', {}, error)
      known.askAgainMs = now() + tryAgainMs
      return known.value
    } finally {
      asking = null
    }
  }
  return () => (known && now() < known.askAgainMs ? Promise.resolve(known.value) : (asking ??= ask()))
}
