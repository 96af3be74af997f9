import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { providerParams } from './single-sign-on.ts'

/** The provider itself says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0). */
export const providerSignOut = endpoint({
  name: 'provider-sign-out',
  method: 'POST',
  path: '/api/sign-in/:providerId/sign-out',
  auth: 'none',
  rate: 'provider',
  asks: 'another-server',
  params: providerParams,
  body: z.object({ logout_token: z.string().check(z.minLength(1), z.maxLength(16_000)) }),
  response: 'empty',
  problems: ['not-found', 'provider-unavailable'],
})

/** Ends a session that began at a provider, and says where to go to sign out there as well. */
export const leaveProvider = endpoint({
  name: 'leave-provider',
  method: 'POST',
  path: '/api/session/leave-provider',
  auth: 'session',
  rate: 'write',
  response: z.object({
    /** The provider's page that ends its own session; null where it has none or cannot be asked. */
    address: z.nullable(z.string()),
  }),
  problems: [],
})
