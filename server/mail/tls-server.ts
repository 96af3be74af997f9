import { readFileSync } from 'node:fs'
import { createSecureContext, type ConnectionOptions, type SecureContext } from 'node:tls'

/** Where a TLS server is and what proves that it is the right one. */
export interface TlsServer {
  host: string
  port: number
  /** PEM of the only authorities to trust; the system's own where undefined. */
  caFile?: string | undefined
  /** The name its certificate must have, where that is not `host`. */
  serverName?: string | undefined
}

export interface TlsTrust {
  minVersion: 'TLSv1.2'
  rejectUnauthorized: true
  ca?: string
  servername?: string
  /** `ca` and `minVersion`, read once for many connections. */
  secureContext?: SecureContext
}

/**
 * TLS options for every connection to a mail or directory server. `rejectUnauthorized` is set here in words because then
 * not even Node's own environment switch can turn the check off.
 */
export function tlsTrust({ caFile, serverName }: TlsServer): TlsTrust {
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  } satisfies ConnectionOptions
}

/**
 * The same for a server that many connections go to. They share what was read of the authorities: a reading of its own costs
 * each 35 KB for as long as it is open, and half a millisecond.
 */
export function sharedTlsTrust(server: TlsServer): TlsTrust {
  const trust = tlsTrust(server)
  const { minVersion, ca } = trust
  return { ...trust, secureContext: createSecureContext({ minVersion, ...(ca !== undefined && { ca }) }) }
}
