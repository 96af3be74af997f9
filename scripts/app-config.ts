import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { IdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import type { Platform } from '#platform/platform.ts'
import type { ConfigFile } from '#server/config.ts'
import { root } from './prepare.mjs'

export interface AppPlace {
  /** The server's configuration and storage live here. */
  directory: string
  port: number
  /** Default: dist/client of this checkout. */
  clientDirectory?: string
  /** Where people may sign in as well, under the id `staff`. */
  identityProvider?: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecretFile'>
  /** Other limits than the usual ones. */
  limits?: ConfigFile['limits']
}

/** The id of the demo's identity provider; part of the addresses that it knows. */
export const identityProviderId = 'staff'

/** Writes the configuration of a server in front of the platform, as an operator would, and gives the file's name. */
export function writeAppConfig(platform: Platform, place: AppPlace): string {
  const file = join(place.directory, 'config.yaml')
  writeFileSync(file, stringify(appConfig(platform, place)), { mode: 0o600 })
  return file
}

function appConfig({ host, ports, caFile, tokens, directoryAccess, domain }: Platform, place: AppPlace): ConfigFile {
  return {
    organisation: 'Department of Public Works',
    supportAddress: 'helpdesk@example.gov',
    http: {
      port: place.port,
      publicUrl: `http://localhost:${place.port}`,
      clientDirectory: place.clientDirectory ?? join(root, 'dist/client'),
    },
    storage: { directory: join(place.directory, 'storage') },
    mail: {
      domain,
      smimeCaFile: caFile,
      imap: { host, port: ports.imaps, caFile },
      submission: { host, port: ports.submission, caFile },
      manageSieve: { host, port: ports.manageSieve, caFile },
      tokens,
    },
    directory: { host, port: ports.ldaps, caFile, ...directoryAccess },
    ...(place.identityProvider && {
      signIn: { oidc: [{ id: identityProviderId, name: 'your staff account', ...place.identityProvider, caFile }] },
    }),
    ...(place.limits !== undefined && { limits: place.limits }),
  }
}
