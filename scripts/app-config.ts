import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { IdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import { quotaWarningSender } from '#platform/dovecot/services.ts'
import { contactsDn } from '#platform/openldap/config.ts'
import type { Platform } from '#platform/platform.ts'
import type { SamlProvider } from '#platform/saml-provider/saml-provider.ts'
import type { ConfigFile } from '#server/config.ts'
import { root } from './prepare.mjs'

export interface AppPlace {
  /** The server's configuration and storage live here. */
  directory: string
  port: number
  /** The port of this machine by which browsers reach it, where that is another one. */
  publicPort?: number
  /** Default: dist/client of this checkout. */
  clientDirectory?: string
  /** Where people may sign in as well, under the id `staff`. */
  identityProvider?: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecretFile'>
  /** Where they may sign in by SAML, under the id `staff-saml`. */
  samlProvider?: Pick<SamlProvider, 'metadataUrl' | 'keyFile' | 'certificateFile'>
  /** Whether signing in by password asks for a code; who wants one may have one, unless said otherwise. */
  secondStep?: 'off' | 'offered' | 'required'
  /** Whether a passkey lets people in by itself; no, unless said so. */
  passkeyIsEnough?: boolean
  /** Where downloads come from instead. */
  filesUrl?: string
  /** Other limits than the usual ones. */
  limits?: ConfigFile['limits']
  /** The id of the group whose members approve new addresses; people make them alone, unless said so. */
  addressApprovers?: string
  /** Directories beside the one that people sign in by. */
  otherDirectories?: ConfigFile['otherDirectories']
}

const outsideContacts = { name: 'Partners', kind: 'external' as const, baseDn: contactsDn }

/** The ids of the demo's identity providers; part of the addresses that they know. */
export const identityProviderId = 'staff'
export const samlProviderId = 'staff-saml'

/** Writes the configuration of a server in front of the platform, as an operator would, and gives the file's name. */
export function writeAppConfig(platform: Platform, place: AppPlace): string {
  const file = join(place.directory, 'config.yaml')
  writeFileSync(file, stringify(appConfig(platform, place)), { mode: 0o600 })
  return file
}

function appConfig(platform: Platform, place: AppPlace): ConfigFile {
  const { host, ports, caFile, tokens, aliasAccess, listAccess, senderAccess, domain } = platform
  return {
    organisation: 'Department of Public Works',
    supportAddress: 'helpdesk@example.gov',
    http: {
      port: place.port,
      publicUrl: `http://localhost:${place.publicPort ?? place.port}`,
      ...(place.filesUrl !== undefined && { filesUrl: place.filesUrl }),
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
    directory: directoryConfig(platform),
    aliases: {
      ...aliasAccess,
      domains: [domain],
      ...(place.addressApprovers !== undefined && { approvers: place.addressApprovers }),
    },
    lists: listsConfig(listAccess, domain),
    sharing: { groups: true, readMarks: 'own', handOverGroup: 'service-desk', senders: senderAccess },
    forwarding: { outside: 'allowed' },
    quota: { warningSender: quotaWarningSender(domain) },
    contacts: { servers: [{ name: 'Address books', url: `https://${host}:${ports.carddav}/`, caFile }] },
    signIn: {
      secondStep: place.secondStep ?? 'offered',
      ...(place.passkeyIsEnough !== undefined && { passkeyIsEnough: place.passkeyIsEnough }),
      ...(place.identityProvider && {
        oidc: [{ id: identityProviderId, name: 'your staff account', ...place.identityProvider, caFile }],
      }),
      ...(place.samlProvider && { saml: [samlSettings(place.samlProvider, caFile)] }),
    },
    ...(place.limits !== undefined && { limits: place.limits }),
    otherDirectories: [
      // A branch of the same directory, kept by its administrators.
      { ...{ host, port: ports.ldaps, caFile, ...platform.directoryAccess }, ...outsideContacts },
      ...(place.otherDirectories ?? []),
    ],
  }
}

function directoryConfig({ host, ports, caFile, directoryAccess, programAccess }: Platform) {
  return {
    ...{ host, port: ports.ldaps, caFile, ...directoryAccess },
    forPrograms: { host, port: ports.ldaps, ...programAccess },
    filters: {
      active: '(mailAccountStatus=active)',
      mayForward: '(mailForwardingAllowed=TRUE)',
    },
  }
}

function listsConfig({ baseDn, ...account }: Platform['listAccess'], domain: string) {
  return { ...account, outsideMembers: true, making: { baseDn, domains: [domain] } }
}

function samlSettings(provider: NonNullable<AppPlace['samlProvider']>, caFile: string) {
  const { metadataUrl, keyFile, certificateFile } = provider
  return {
    ...{ id: samlProviderId, name: 'your SAML account', metadataUrl, caFile },
    ...{ signingKeyFile: keyFile, signingCertificateFile: certificateFile },
    ...{ decryptionKeyFile: keyFile, decryptionCertificateFile: certificateFile },
  }
}
