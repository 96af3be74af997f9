import { BlockList, isIP } from 'node:net'

/**
 * IPv4 that is not a place on the public Internet: the IANA special-purpose registry (RFC 6890 and what came after), multicast
 * and the reserved top. The relay addresses of 6to4 are in it because what lies behind them cannot be seen.
 */
const closed4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** The only IPv6 that is given out as global unicast (RFC 4291, 2.4); mapped, NAT64, unique local and link-local lie outside. */
const open6 = '2000::/3'

/** Inside that, what is no place of its own: Teredo and other protocols, documentation, 6to4, the old 6bone, AS112. */
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3ffe::/16', '3fff::/20']

const closed = blockListOf([...closed4, ...closed6])
const open = blockListOf([open6])

/** A list of ranges such as `10.0.0.0/8`; an address alone stands for itself. */
export function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/**
 * Whether an IP address, written as systems write it, is a place on the public Internet and nothing else. Anything unclear is
 * not: a zone, an IPv4 address inside an IPv6 one, a range nobody has been given.
 */
export function isGlobalAddress(address: string, alsoClosed?: BlockList): boolean {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  if (family === 6 && !open.check(address, kind)) return false
  return !closed.check(address, kind) && !alsoClosed?.check(address, kind)
}
