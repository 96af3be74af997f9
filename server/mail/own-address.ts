/**
 * The address as the directory writes it, where it is one of the person's own, or one of those with a tag: mail to
 * "ada+lists@…" comes to "ada@…" (RFC 5233). Null for any other.
 */
export function ownAddressOf(addresses: readonly string[], from: string): string | null {
  const whole = ownOf(addresses, from)
  if (whole !== null) return whole
  const [, local = '', tag = '', domain = ''] = /^([^+@]+)(\+[^@]+)(@[^@]+)$/.exec(from) ?? []
  const base = ownOf(addresses, `${local}${domain}`)
  if (base === null) return null
  const at = base.lastIndexOf('@')
  return `${base.slice(0, at)}${tag}${base.slice(at)}`
}

const ownOf = (addresses: readonly string[], from: string) =>
  addresses.find((address) => address.toLowerCase() === from.toLowerCase()) ?? null
