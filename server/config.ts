import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as yaml from 'yaml'
import type * as z from 'zod'
import { fileFaults } from './config-files.ts'
import { ConfigError, describeIssues } from './config-problems.ts'
import { configSchema } from './config-schema.ts'
import { samlFileKeys } from './config-sign-in.ts'

export type Config = z.output<typeof configSchema>
/** What a person writes in the file: the same with the defaults left out. */
export type ConfigFile = z.input<typeof configSchema>

/**
 * Reads the configuration file, once, at start. Relative paths inside it count from the folder it stands in.
 *
 * @throws ConfigError naming each key that is unknown, wrong or names a file that cannot be read, why, and an example
 */
export function loadConfig(file: string): Config {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError(file, [
      { key: '', why: `the file cannot be read (${(error as NodeJS.ErrnoException).code})` },
    ])
  }
  const document = yaml.parseDocument(text, { uniqueKeys: true })
  const fault = document.errors[0]
  if (fault) throw new ConfigError(file, [{ key: '', why: `not YAML: ${fault.message.split('\n')[0]}` }])
  const config = parseConfig(document.toJS() ?? {}, { file, baseDirectory: dirname(resolve(file)) })
  const faults = fileFaults(config)
  if (faults.length > 0) throw new ConfigError(file, faults)
  return config
}

/** Checks a configuration that is already an object and makes its paths absolute. */
export function parseConfig(value: unknown, from: { file: string; baseDirectory: string }): Config {
  const result = configSchema.safeParse(value)
  if (!result.success) throw new ConfigError(from.file, describeIssues(result.error))
  return withAbsolutePaths(result.data, from.baseDirectory)
}

function withAbsolutePaths(config: Config, base: string): Config {
  const at = (path: string) => resolve(base, path)
  const withCa: WithCa = (server) => (server.caFile === undefined ? server : { ...server, caFile: at(server.caFile) })
  const { http, mail, directory, otherDirectories, signIn } = config
  return {
    ...config,
    storage: {
      directory: at(config.storage.directory),
      ...(config.storage.postgres && {
        postgres: { ...withCa(config.storage.postgres), passwordFile: at(config.storage.postgres.passwordFile) },
      }),
    },
    http: {
      ...http,
      ...(http.clientDirectory === undefined ? {} : { clientDirectory: at(http.clientDirectory) }),
      ...(http.tls && { tls: { certificateFile: at(http.tls.certificateFile), keyFile: at(http.tls.keyFile) } }),
    },
    mail: withMailPaths(mail, at, withCa),
    signIn: {
      ...signIn,
      oidc: signIn.oidc.map((provider) => ({
        ...withCa(provider),
        clientSecretFile: at(provider.clientSecretFile),
      })),
      saml: signIn.saml.map((provider) => ({
        ...withCa(provider),
        ...(provider.certificateFiles && { certificateFiles: provider.certificateFiles.map(at) }),
        ...Object.fromEntries(
          samlFileKeys.flatMap((key) => {
            const file = provider[key]
            return file === undefined ? [] : [[key, at(file)]]
          }),
        ),
      })),
    },
    sharing: withSendersFile(config.sharing, at),
    contacts: { ...config.contacts, servers: config.contacts.servers.map(withCa) },
    ...(config.aliases && { aliases: { ...config.aliases, passwordFile: at(config.aliases.passwordFile) } }),
    ...(config.lists && { lists: { ...config.lists, passwordFile: at(config.lists.passwordFile) } }),
    ...(directory && { directory: { ...withCa(directory), passwordFile: at(directory.passwordFile) } }),
    otherDirectories: otherDirectories.map((each) => ({ ...withCa(each), passwordFile: at(each.passwordFile) })),
  }
}

type WithCa = <T extends { caFile?: string | undefined }>(server: T) => T

function withMailPaths(mail: Config['mail'], at: (file: string) => string, withCa: WithCa): Config['mail'] {
  const { smimeCaFile, manageSieve, tokens, masterUser } = mail
  return {
    ...mail,
    imap: withCa(mail.imap),
    submission: withCa(mail.submission),
    ...(smimeCaFile === undefined ? {} : { smimeCaFile: at(smimeCaFile) }),
    ...(manageSieve && { manageSieve: withCa(manageSieve) }),
    ...(masterUser && { masterUser: { ...masterUser, passwordFile: at(masterUser.passwordFile) } }),
    ...(tokens && { tokens: { ...tokens, keyDirectory: at(tokens.keyDirectory) } }),
  }
}

function withSendersFile(sharing: Config['sharing'], at: (file: string) => string): Config['sharing'] {
  const { senders } = sharing
  return senders ? { ...sharing, senders: { ...senders, passwordFile: at(senders.passwordFile) } } : sharing
}
