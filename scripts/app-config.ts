import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { IdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import type { Platform } from '#platform/platform.ts'
import type { SamlProvider } from '#platform/saml-provider/saml-provider.ts'
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
  /** Where they may sign in by SAML, under the id `staff-saml`. */
  samlProvider?: Pick<SamlProvider, 'metadataUrl' | 'keyFile' | 'certificateFile'>
  /** Other limits than the usual ones. */
  limits?: ConfigFile['limits']
}

/** The ids of the demo's identity providers; part of the addresses that they know. */
export const identityProviderId = 'staff'
export const samlProviderId = 'staff-saml'

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
    signIn: {
      ...(place.identityProvider && {
        oidc: [{ id: identityProviderId, name: 'your staff account', ...place.identityProvider, caFile }],
      }),
      ...(place.samlProvider && { saml: [samlSettings(place.samlProvider, caFile)] }),
    },
    ...(place.limits !== undefined && { limits: place.limits }),
  }
}

function samlSettings(provider: NonNullable<AppPlace['samlProvider']>, caFile: string) {
  const { metadataUrl, keyFile, certificateFile } = provider
  return {
    ...{ id: samlProviderId, name: 'your SAML account', metadataUrl, caFile },
    ...{ signingKeyFile: keyFile, signingCertificateFile: certificateFile },
    ...{ decryptionKeyFile: keyFile, decryptionCertificateFile: certificateFile },
  }
}
