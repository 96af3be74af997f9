import * as z from 'zod'

const path = z.string().min(1)

/** Signatures by a key that only the provider has. `none` and HMAC are not to be had. */
const algorithm = z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])

const httpsAddress = z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' })

/** What every provider has, whatever it speaks. */
const provider = {
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be a short word of a-z, 0-9 and -'),
  name: z.string().min(1).max(100),
  signOut: z.boolean().default(true),
  caFile: path.optional(),
}

const oidcProvider = z.strictObject({
  ...provider,
  issuer: httpsAddress.refine((url) => !/[?#]/.test(url), 'must have no ? and no #'),
  clientId: z.string().min(1),
  clientSecretFile: path,
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be a scope, without spaces'))
    .default(['openid', 'profile', 'email'])
    .refine((scopes) => scopes.includes('openid'), 'must have openid among them'),
  claim: z
    .string()
    .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be the name of a claim, or names with dots between them')
    .default('email'),
  algorithms: z.array(algorithm).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
  tokenForMail: z.enum(['ours', 'provider']).default('ours'),
  mailResource: z
    .string()
    .regex(/^\S{1,1024}$/, 'must be an address or a name, without spaces')
    .optional(),
})
export type OidcSettings = z.output<typeof oidcProvider>

/** A name of SAML for a party: an address as a rule, never fetched (SAML core, section 8.3.6). */
const entityId = z.string().regex(/^\S{1,1024}$/, 'must be an entity id, without spaces')

const samlProvider = z.strictObject({
  ...provider,
  metadataFile: path.optional(),
  metadataUrl: httpsAddress.optional(),
  issuer: entityId.optional(),
  entryPoint: httpsAddress.optional(),
  logoutUrl: httpsAddress.optional(),
  certificateFiles: z.array(path).min(1).max(2).optional(),
  entityId: entityId.optional(),
  signingKeyFile: path.optional(),
  signingCertificateFile: path.optional(),
  decryptionKeyFile: path.optional(),
  decryptionCertificateFile: path.optional(),
  attribute: z
    .string()
    .regex(/^\S{1,1024}$/, 'must be the name of an attribute, or NameID')
    .default('mail'),
  clockSkewSeconds: z.int().min(0).max(60).default(30),
})
export type SamlSettings = z.output<typeof samlProvider>

/** Its keys that name one file. */
export const samlFileKeys = [
  'metadataFile',
  'signingKeyFile',
  'signingCertificateFile',
  'decryptionKeyFile',
  'decryptionCertificateFile',
] as const satisfies (keyof SamlSettings)[]

type Refuse = (path: (string | number)[], message: string) => void

/** What is told about the provider comes from one place, and a key never without its certificate. */
function checkSaml(saml: readonly SamlSettings[], refuse: Refuse): void {
  for (const [index, settings] of saml.entries()) {
    const at = (key: keyof SamlSettings) => ['saml', index, key]
    const { metadataFile, metadataUrl, entryPoint, logoutUrl, certificateFiles, issuer } = settings
    const places = [metadataFile, metadataUrl, entryPoint].filter((place) => place !== undefined)
    if (places.length !== 1)
      refuse(at('metadataFile'), 'or one of metadataUrl and entryPoint must be given, and only one')
    else if (entryPoint !== undefined) {
      if (issuer === undefined) refuse(at('issuer'), 'is missing: it goes with entryPoint')
      if (!certificateFiles) refuse(at('certificateFiles'), 'is missing: it goes with entryPoint')
    } else {
      if (logoutUrl !== undefined) refuse(at('logoutUrl'), 'stands in the metadata; it goes with entryPoint')
      if (certificateFiles) refuse(at('certificateFiles'), 'stand in the metadata; they go with entryPoint')
    }
    for (const kind of ['signing', 'decryption'] as const) {
      const [key, certificate] = [`${kind}KeyFile`, `${kind}CertificateFile`] as const
      if (settings[key] !== undefined && settings[certificate] === undefined)
        refuse(at(certificate), `is missing: it goes with ${key}`)
      if (settings[certificate] !== undefined && settings[key] === undefined)
        refuse(at(key), `is missing: it goes with ${certificate}`)
    }
  }
}

export const signIn = z
  .strictObject({
    password: z.boolean().default(true),
    passwordBy: z.enum(['mail-server', 'directory']).default('mail-server'),
    secondStep: z.enum(['off', 'offered', 'required']).default('off'),
    passkeyIsEnough: z.boolean().default(false),
    straightTo: z.string().optional(),
    oidc: z.array(oidcProvider).max(20).default([]),
    saml: z.array(samlProvider).max(20).default([]),
  })
  .superRefine(({ password, straightTo, oidc, saml }, context) => {
    const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message })
    const all = [...oidc, ...saml]
    if (!password && all.length === 0)
      refuse(['password'], 'must be true where no provider is named in signIn.oidc or signIn.saml')
    const ids = all.map(({ id }) => id)
    for (const [index, id] of ids.entries()) {
      const isSaml = index >= oidc.length
      const at = isSaml ? ['saml', index - oidc.length] : ['oidc', index]
      if (ids.indexOf(id) < index) refuse([...at, 'id'], 'is the id of another provider as well')
    }
    checkSaml(saml, refuse)
    if (straightTo !== undefined && !ids.includes(straightTo)) refuse(['straightTo'], 'must be the id of a provider')
  })
  .prefault({})
