import { readFileSync } from 'node:fs'
import type { Config } from './config.ts'
import { faultAt, type ConfigFault } from './config-problems.ts'
import { samlFileKeys, type SamlSettings } from './config-sign-in.ts'
import { authorityFault } from './mail/signatures/authority-file.ts'
import { TokenKeys } from './mail/token-keys.ts'
import { samlFaults } from './sign-in/saml/config-faults.ts'

/** Every file the configuration names that cannot be used, found before anything starts. The paths are absolute by then. */
export function fileFaults(config: Config): ConfigFault[] {
  const faults = Object.entries(namedFiles(config)).flatMap(([key, file]) => {
    const why = file === undefined ? null : (whyUnusable(file) ?? contentFaults[key]?.(file) ?? null)
    return why === null ? [] : [faultAt(key, why)]
  })
  return [...faults, ...tokenKeyFaults(config), ...(faults.length === 0 ? providerFaults(config) : [])]
}

function tokenKeyFaults({ mail }: Config): ConfigFault[] {
  if (!mail.tokens) return []
  const { keyDirectory } = mail.tokens
  try {
    new TokenKeys(keyDirectory).current()
    return []
  } catch {
    const how = `npm run keys -- rotate --directory ${keyDirectory}`
    return [
      faultAt('mail.tokens.keyDirectory', `there is no key in ${keyDirectory} that can be used. Make one: ${how}`),
    ]
  }
}

function providerFaults({ signIn }: Config): ConfigFault[] {
  return signIn.saml.flatMap((settings, index) =>
    samlFaults(settings).map(([key, why]) => faultAt(`signIn.saml.${index}.${key}`, why)),
  )
}

function namedFiles({
  http,
  storage,
  mail,
  directory,
  otherDirectories,
  aliases,
  lists,
  sharing,
  contacts,
  signIn,
}: Config): Record<string, string | undefined> {
  return {
    'http.tls.certificateFile': http.tls?.certificateFile,
    'http.tls.keyFile': http.tls?.keyFile,
    'storage.postgres.caFile': storage.postgres?.caFile,
    'storage.postgres.passwordFile': storage.postgres?.passwordFile,
    'mail.imap.caFile': mail.imap.caFile,
    'mail.submission.caFile': mail.submission.caFile,
    'mail.manageSieve.caFile': mail.manageSieve?.caFile,
    'mail.smimeCaFile': mail.smimeCaFile,
    'mail.masterUser.passwordFile': mail.masterUser?.passwordFile,
    'directory.caFile': directory?.caFile,
    'directory.passwordFile': directory?.passwordFile,
    ...Object.fromEntries(
      otherDirectories.flatMap(({ caFile, passwordFile }, index) => [
        [`otherDirectories.${index}.caFile`, caFile],
        [`otherDirectories.${index}.passwordFile`, passwordFile],
      ]),
    ),
    'aliases.passwordFile': aliases?.passwordFile,
    'lists.passwordFile': lists?.passwordFile,
    'sharing.senders.passwordFile': sharing.senders?.passwordFile,
    ...Object.fromEntries(contacts.servers.map(({ caFile }, index) => [`contacts.servers.${index}.caFile`, caFile])),
    ...Object.fromEntries(
      signIn.oidc.flatMap(({ clientSecretFile, caFile }, index) => [
        [`signIn.oidc.${index}.clientSecretFile`, clientSecretFile],
        [`signIn.oidc.${index}.caFile`, caFile],
      ]),
    ),
    ...Object.fromEntries(signIn.saml.flatMap(samlFiles)),
  }
}

function samlFiles(settings: SamlSettings, index: number): [string, string | undefined][] {
  const at = `signIn.saml.${index}`
  return [
    ...[...samlFileKeys, 'caFile' as const].map((key): [string, string | undefined] => [`${at}.${key}`, settings[key]]),
    ...(settings.certificateFiles ?? []).map((file, n): [string, string] => [`${at}.certificateFiles.${n}`, file]),
  ]
}

/** Files of which it is seen at once that there is nothing to be had from them. */
const contentFaults: Readonly<Record<string, (file: string) => string | null>> = { 'mail.smimeCaFile': authorityFault }

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no file',
  EISDIR: 'this is a folder, not a file:',
  EACCES: 'the account Curbcut runs under may not read',
}

function whyUnusable(file: string): string | null {
  try {
    return readFileSync(file).length === 0 ? `the file is empty: ${file}` : null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return `${reasons[code] ?? `cannot be read (${code}):`} ${file}`
  }
}
