import { type CacheProvider, SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { decrypt } from 'xml-encryption'
import type { SamlSettings } from '#server/config-sign-in.ts'
import { isProblem, Problem } from '#server/problem.ts'
import { Disbelief, type IdentityProvider, type LogoutNotice } from '../identity-provider.ts'
import type { ProviderPerson, ProviderRequest } from '../identity-provider.ts'
import type { ProviderSession } from '../signed-in.ts'
import { accountIn, checkAssertion, checkResponse, type Expected, type NameId } from './assertion.ts'
import { nameIdIn, sessionIn } from './assertion.ts'
import { knownProvider } from './known-provider.ts'
import { readLogoutRequest, sessionName } from './logout-request.ts'
import type { KnownProvider } from './metadata.ts'
import { type OwnKey, ownKey } from './own-keys.ts'
import { ownMetadata } from './own-metadata.ts'
import { checkDecryptedShape, checkResponseShape } from './shape.ts'
import { parseXml, requireChild, type XmlElement } from './xml.ts'

/** Our addresses that a provider knows. */
export interface SamlAddresses {
  metadata: string
  answer: string
  signOut: string
}

/** One provider that speaks SAML 2.0: requests by HTTP-Redirect, answers by HTTP-POST (SAML profiles, section 4.1). */
export class SamlProvider implements IdentityProvider {
  readonly kind = 'saml'
  readonly id: string
  readonly #settings: SamlSettings
  readonly #addresses: SamlAddresses
  readonly #entityId: string
  readonly #signing: OwnKey | null
  readonly #decryption: OwnKey | null
  readonly #known: () => Promise<KnownProvider>

  constructor(settings: SamlSettings, addresses: SamlAddresses) {
    this.id = settings.id
    this.#settings = settings
    this.#addresses = addresses
    this.#entityId = settings.entityId ?? addresses.metadata
    this.#signing = ownKey(settings, 'signing')
    this.#decryption = ownKey(settings, 'decryption')
    this.#known = knownProvider(settings)
  }

  /** What the provider has to know of us, as XML. */
  metadata(): string {
    return ownMetadata({
      entityId: this.#entityId,
      addresses: this.#addresses,
      signing: this.#signing?.certificate ?? null,
      decryption: this.#decryption?.certificate ?? null,
    })
  }

  async begin(): Promise<{ address: string; request: ProviderRequest }> {
    const state = randomBytes(32).toString('base64url')
    let requestId = ''
    const saml = this.#saml(await this.#known(), { ...nothingKept, saveAsync: (id) => ((requestId = id), kept(null)) })
    const address = await saml.getAuthorizeUrlAsync(state, undefined, {})
    return { address, request: { state, requestId } }
  }

  async finish(answer: Readonly<Record<string, string>>, request: ProviderRequest): Promise<ProviderPerson> {
    const known = await this.#known()
    const assertion = await this.#believed(answer.SAMLResponse ?? '', request.requestId ?? '', known).catch(refused)
    const name = nameIdIn(requireChild(assertion, 'assertion', 'Subject'))
    const { index, endsAtMs } = sessionIn(assertion)
    const account = accountIn(assertion, this.#settings.attribute)
    if (account === null)
      throw new Problem('account-unknown', {}, new Disbelief(`it says nothing usable as ${this.#settings.attribute}`))
    return {
      account,
      session: {
        id: this.id,
        subject: name.value,
        ...(index !== null && { sid: sessionName(name.value, index) }),
        hint: JSON.stringify({ name, index } satisfies SignOutHint),
        ...(endsAtMs !== null && { endsAtMs }),
      },
    }
  }

  async signOutAddress({ hint }: ProviderSession): Promise<string | null> {
    if (!this.#settings.signOut) return null
    const known = await this.#known().catch(() => null)
    if (typeof known?.logoutUrl !== 'string') return null
    const { name, index } = JSON.parse(hint) as SignOutHint
    const person = {
      ...{ issuer: known.issuer, nameID: name.value, nameIDFormat: name.format ?? unspecifiedName },
      ...(name.nameQualifier !== undefined && { nameQualifier: name.nameQualifier }),
      ...(name.spNameQualifier !== undefined && { spNameQualifier: name.spNameQualifier }),
      ...(index !== null && { sessionIndex: index }),
    }
    return this.#saml(known, nothingKept).getLogoutUrlAsync(person, '', {})
  }

  /** Reads a logout request, by the query as it was written. @throws Problem `provider-refused`, `provider-unavailable` */
  async readLogoutRequest(query: string): Promise<LogoutNotice> {
    const known = await this.#known()
    try {
      return readLogoutRequest(query, {
        ...{ issuer: known.issuer, certificates: known.certificates, destination: this.#addresses.signOut },
        ...this.#times(),
      })
    } catch (error) {
      return refused(error)
    }
  }

  /** Where to tell the provider that its logout request has been followed; null where it takes no answer. */
  async logoutAnswerAddress(requestId: string, relayState: string): Promise<string | null> {
    const known = await this.#known()
    if (known.logoutAnswerUrl === null) return null
    const saml = this.#saml({ ...known, logoutUrl: known.logoutAnswerUrl }, nothingKept)
    const request = { ID: requestId, issuer: known.issuer, nameID: '', nameIDFormat: '' }
    return saml.getLogoutResponseUrlAsync(request, relayState, {}, true)
  }

  /** The assertion as it was signed, checked in all it says. */
  async #believed(encoded: string, requestId: string, known: KnownProvider): Promise<XmlElement> {
    const expected: Expected = {
      ...{ issuer: known.issuer, audience: this.#entityId, recipient: this.#addresses.answer, requestId },
      ...this.#times(),
    }
    const response = parseXml(Buffer.from(encoded, 'base64').toString('utf8'))
    checkResponse(response, expected)
    const { assertion, isEncrypted, isSigned } = checkResponseShape(response)
    if (isEncrypted) checkDecryptedShape(parseXml(await this.#decrypted(assertion)))
    const ours = { ...nothingKept, getAsync: (id: string) => kept(id === requestId ? new Date().toISOString() : null) }
    const { profile } = await this.#saml(known, ours, isSigned)
      .validatePostResponseAsync({ SAMLResponse: encoded })
      .catch((error: unknown) => {
        throw new Disbelief(whyInvalid(error), { cause: error })
      })
    const signed = parseXml(profile?.getAssertionXml?.() ?? '')
    checkAssertion(signed, expected)
    return signed
  }

  async #decrypted(encrypted: XmlElement): Promise<string> {
    if (!this.#decryption) throw new Disbelief('it is encrypted, and there is no decryptionKeyFile')
    const options = { key: this.#decryption.key, disallowDecryptionWithInsecureAlgorithm: true }
    try {
      return await promisify(decrypt)(String(encrypted), options)
    } catch {
      throw new Disbelief('it is not encrypted for the key of decryptionKeyFile')
    }
  }

  #times() {
    return { skewMs: this.#settings.clockSkewSeconds * 1_000, nowMs: Date.now() }
  }

  /** The library with what is known now; `isSigned`: the answer itself has a signature, which must be right then. */
  #saml(known: KnownProvider, cacheProvider: CacheProvider, isSigned = false): SAML {
    const config: SamlConfig = {
      ...{ issuer: this.#entityId, audience: this.#entityId, callbackUrl: this.#addresses.answer },
      ...{ idpIssuer: known.issuer, idpCert: known.certificates, entryPoint: known.entryPoint },
      ...(known.logoutUrl !== null && { logoutUrl: known.logoutUrl }),
      ...(this.#signing && { privateKey: this.#signing.key }),
      ...(this.#decryption && { decryptionPvk: this.#decryption.key }),
      ...{ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' },
      ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: isSigned },
      ...{ validateInResponseTo: ValidateInResponseTo.always, cacheProvider },
      acceptedClockSkewMs: this.#settings.clockSkewSeconds * 1_000,
      // Which name and which way of proving oneself is the provider's own choice.
      ...{ identifierFormat: null, disableRequestedAuthnContext: true },
    }
    return new SAML(config)
  }
}

/** What signing out at the provider needs to hear again. */
interface SignOutHint {
  name: NameId
  index: string | null
}

const unspecifiedName = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'

const kept = <T>(value: T): Promise<T> => Promise.resolve(value)
/** The library's memory of requests: ours is the store of what waits, by browser. */
const nothingKept: CacheProvider = {
  saveAsync: () => kept(null),
  getAsync: () => kept(null),
  removeAsync: () => kept(null),
}

function refused(error: unknown): never {
  if (isProblem(error)) throw error
  throw new Problem('provider-refused', {}, error)
}

/** In our words: the library's have names and addresses in them. */
function whyInvalid(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  if (/signature/i.test(text)) return 'its signature is by none of the certificates of the provider, or it was changed'
  if (text.includes('InResponseTo')) return 'it answers another request, or none'
  if (/expired|not yet valid|confirmation|parsing Not/i.test(text)) return 'it is over, or not good yet'
  if (/audience/i.test(text)) return 'it is for another audience'
  return 'the library for SAML refused it'
}
