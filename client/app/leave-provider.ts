import { call } from '#client/api/call.ts'
import { leaveProvider } from '#contract/single-sign-out.ts'

/** Ends a session that began at a provider; gives the address of the provider's page that ends its own, if there is one. */
export async function leaveAtProvider(): Promise<string | null> {
  return (await call(leaveProvider, {}, { signInAgain: false, timeoutMs: 15_000 })).address
}
