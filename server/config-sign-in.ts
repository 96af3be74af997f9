import * as z from 'zod'

const path = z.string().min(1)

/** Signatures by a key that only the provider has. `none` and HMAC are not to be had. */
const algorithm = z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])

const oidcProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be a short word of a-z, 0-9 and -'),
  name: z.string().min(1).max(100),
  issuer: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .refine((url) => !/[?#]/.test(url), 'must have no ? and no #'),
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
  signOut: z.boolean().default(true),
  caFile: path.optional(),
})
export type OidcSettings = z.output<typeof oidcProvider>

export const signIn = z
  .strictObject({
    password: z.boolean().default(true),
    straightTo: z.string().optional(),
    oidc: z.array(oidcProvider).max(20).default([]),
  })
  .superRefine(({ password, straightTo, oidc }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (!password && oidc.length === 0) refuse(['password'], 'must be true where no provider is named in signIn.oidc')
    const ids = oidc.map(({ id }) => id)
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) < index) refuse(['oidc', index, 'id'], 'is the id of another provider as well')
    }
    if (straightTo !== undefined && !ids.includes(straightTo)) refuse(['straightTo'], 'must be the id of a provider')
  })
  .prefault({})
