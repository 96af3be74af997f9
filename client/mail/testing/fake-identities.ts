import { type Identity, type IdentityList } from '#contract/identities.ts'

/** An identity nothing is kept of, unless said. */
export function plainIdentity(address: string, changes: Partial<Identity> = {}): Identity {
  return {
    ...{ address, name: '', replyTo: '', signature: '', signatureDocument: null, place: 'above' },
    ...changes,
  }
}

export function plainIdentities(addresses: readonly string[]): IdentityList {
  return {
    items: addresses.map((address) => plainIdentity(address)),
    writesFor: [],
    defaultAddress: addresses[0] ?? '',
  }
}
