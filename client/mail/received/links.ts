/** Where a link leads, in words fit for showing: the host as it is resolved, never the letters it imitates. */
export interface LinkTarget {
  kind: 'web' | 'mail' | 'phone' | 'inside'
  /** The host of a web link (punycode), the address of a mail link, the number of a phone link, else empty. */
  destination: string
  /** The whole address as it will be opened. */
  href: string
  encrypted: boolean
}

/** Reads an address of a message's link. Answers null for one that may not be followed. */
export function readLink(href: string): LinkTarget | null {
  const trimmed = href.trim()
  if (trimmed.startsWith('#')) return { kind: 'inside', destination: '', href: trimmed, encrypted: true }
  let url: URL
  try {
    url = new URL(trimmed)
  } catch {
    return null
  }
  switch (url.protocol) {
    case 'https:':
    case 'http:':
      return { kind: 'web', destination: url.host, href: url.href, encrypted: url.protocol === 'https:' }
    case 'mailto:':
      return { kind: 'mail', destination: safeDecode(url.pathname), href: url.href, encrypted: true }
    case 'tel:':
      return { kind: 'phone', destination: safeDecode(url.pathname), href: url.href, encrypted: true }
    default:
      return null
  }
}

/**
 * The host a link's text promises when the text itself looks like an address, else null: `bank.example` in
 * `<a href="https://evil.example">www.bank.example</a>`.
 */
function promisedHost(text: string): string | null {
  const words = text.replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '').trim()
  if (words.length > 300 || /\s/.test(words) || words.includes('@')) return null
  const match = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})(?::\d{1,5})?(?:[/?#].*)?$/iu.exec(words)
  const host = match?.[1]
  if (host === undefined || (!/^https?:/i.test(words) && !knownEndings.test(host))) return null
  try {
    return new URL(`https://${host}`).hostname
  } catch {
    return null
  }
}

/** Without `https://` only these are taken for hosts, so that "report.pdf" or "e.g.this" is not. */
const knownEndings = /\.(?:com|org|net|gov|edu|mil|int|info|io|app|dev|us|uk|eu|ca|mx|es|fr|de|example|test)$|^www\./i

/** True when the text promises one host and the link leads to another one that is no subdomain of the same site. */
export function isMisleading(text: string, target: LinkTarget): boolean {
  if (target.kind !== 'web') return false
  const promised = promisedHost(text)
  if (promised === null) return false
  const actual = new URL(target.href).hostname
  const bare = (host: string) => host.replace(/^www\./, '')
  return bare(promised) !== bare(actual) && !actual.endsWith(`.${bare(promised)}`)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
