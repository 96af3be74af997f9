import * as z from 'zod'

export const port = z.int().min(1).max(65535)
export const path = z.string().min(1)
export const hostName = z
  .string()
  .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be a host name or an IP address, without port')

/** A server reached by TLS. There is no key to weaken the check of its certificate, on purpose. */
export const tlsServer = {
  host: hostName,
  port,
  caFile: path.optional(),
  serverName: hostName.optional(),
}
