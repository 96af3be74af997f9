import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import * as z from 'zod'
import { configExamples } from './config-examples.ts'
import { ConfigError } from './config-problems.ts'
import { configSchema } from './config-schema.ts'
import { loadConfig, type Config, type ConfigFile } from './config.ts'
import { TokenKeys } from './mail/token-keys.ts'

const good = {
  organisation: 'Town of Example',
  http: { port: 8080, publicUrl: 'http://localhost:8080' },
  storage: { directory: 'storage' },
  mail: {
    imap: { host: 'imap.example.gov', port: 993, caFile: 'ca.pem' },
    submission: { host: 'smtp.example.gov', port: 465 },
  },
} satisfies ConfigFile

/** The dotted name of every key that takes a value. */
function keysOf(schema: z.core.$ZodType, path = ''): string[] {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
      ? schema.def.innerType
      : null
  if (inner) return keysOf(inner, path)
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject)
    return [path, ...keysOf(schema.element, path)]
  if (!(schema instanceof z.ZodObject)) return [path]
  return Object.entries(schema.shape).flatMap(([key, value]) =>
    keysOf(value as z.core.$ZodType, path === '' ? key : `${path}.${key}`),
  )
}

describe('The configuration file', () => {
  let directory: string
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-config-'))
    writeFileSync(join(directory, 'ca.pem'), 'a certificate')
    const keys = new TokenKeys(join(directory, 'token-keys'))
    keys.use(keys.add())
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  const load = (text: string): Config => {
    const file = join(directory, 'config.yaml')
    writeFileSync(file, text)
    return loadConfig(file)
  }
  const fault = (text: string): string => {
    try {
      load(text)
    } catch (error) {
      if (error instanceof ConfigError) return error.message
    }
    return 'accepted'
  }
  const withHttp = (http: unknown) => stringify({ ...good, http })

  it('has every key explained and, in a message, shown by an example', () => {
    const document = readFileSync(join(import.meta.dirname, '../docs/operating/configuration.md'), 'utf8')
    const keys = keysOf(configSchema)
    expect(keys.length).toBeGreaterThan(50)
    expect(keys.filter((key) => !document.includes(`\`${key}\``))).toEqual([])
    expect(keys.filter((key) => configExamples[key] === undefined)).toEqual([])
  })

  it('explains no key that does not exist', () => {
    const document = readFileSync(join(import.meta.dirname, '../docs/operating/configuration.md'), 'utf8')
    const explained = [...document.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
    )
    const keys = keysOf(configSchema)
    expect(explained.filter((key) => !keys.some((known) => known === key || known.startsWith(`${key}.`)))).toEqual([])
  })

  it('is read with defaults, and paths counted from where it stands', () => {
    const config = load(stringify(good))
    expect(config.session).toEqual({ idleMinutes: 30, absoluteHours: 12 })
    expect(config.storage.directory).toBe(join(directory, 'storage'))
    expect(config.mail.imap.caFile).toBe(join(directory, 'ca.pem'))
    expect(config.mail.submission.caFile).toBeUndefined()
  })

  const faults: [string, string, RegExp][] = [
    [
      'an unknown key',
      stringify({ ...good, colour: 'blue' }),
      /- colour: this key does not exist\. Known here: organisation, .*storage/,
    ],
    [
      'an unknown key further in, such as one to weaken TLS',
      stringify({ ...good, mail: { ...good.mail, imap: { ...good.mail.imap, rejectUnauthorized: false } } }),
      /- mail\.imap\.rejectUnauthorized: this key does not exist\. Known here: host, port, caFile, serverName$/m,
    ],
    [
      'a missing key',
      stringify({ ...good, organisation: undefined }),
      /- organisation: is missing\. Example: organisation: /,
    ],
    ['a bad value', withHttp({ ...good.http, port: 99_999 }), /- http\.port: .*\. Example: port: 8080/],
    ['a wrong type', withHttp({ ...good.http, port: 'many' }), /- http\.port: .*number.*Example/],
    [
      'plain http on a public host',
      withHttp({ port: 80, publicUrl: 'http://mail.example.gov' }),
      /- http\.publicUrl: must begin with https/,
    ],
    [
      'plain http on a public address',
      withHttp({ ...good.http, host: '0.0.0.0' }),
      /- http\.publicUrl: must begin with https/,
    ],
    [
      'https without a certificate or proxy',
      withHttp({ port: 443, publicUrl: 'https://mail.example.gov' }),
      /- http\.tls: is missing/,
    ],
    [
      'a host for files that differs in its port alone',
      withHttp({ ...good.http, filesUrl: 'http://localhost:9090' }),
      /- http\.filesUrl: must be another host than http\.publicUrl/,
    ],
    [
      'a proxy that is no address',
      withHttp({ ...good.http, trustedProxies: ['anybody'] }),
      /- http\.trustedProxies\.0: must be an IP address/,
    ],
    [
      'a filter without brackets',
      stringify({ ...good, directory: { ...directoryKeys, filters: { person: 'x=y' } } }),
      /- directory\.filters\.person: must be an LDAP filter/,
    ],
    [
      'no way of signing in',
      stringify({ ...good, signIn: { password: false } }),
      /- signIn\.password: must be true where no provider is named/,
    ],
    [
      'a second step where nobody says which names are one person',
      stringify({ ...good, signIn: { secondStep: 'offered' } }),
      /- signIn\.secondStep: must be off without a directory/,
    ],
    [
      'a provider reached without TLS',
      stringify({ ...good, ...withProvider({ issuer: 'http://login.example.gov' }) }),
      /- signIn\.oidc\.0\.issuer: must be an address that begins with https:\/\/\. Example: issuer: https/,
    ],
    [
      'an unknown key of a provider, such as one to weaken a check',
      stringify({ ...good, ...withProvider({ skipNonce: true }) }),
      /- signIn\.oidc\.0\.skipNonce: this key does not exist\. Known here: id, name, issuer/,
    ],
    [
      'signatures that anybody can make',
      stringify({ ...good, ...withProvider({ algorithms: ['HS256'] }) }),
      /- signIn\.oidc\.0\.algorithms\.0: .*RS256/,
    ],
    [
      'providers without tokens for the mail servers',
      stringify({ ...good, signIn: withProvider({}).signIn }),
      /- mail\.tokens: is missing: who signs in at a provider has no password/,
    ],
    [
      'a provider to go straight to that is not there',
      stringify({ ...good, ...withProvider({}, { straightTo: 'nobody' }) }),
      /- signIn\.straightTo: must be the id of a provider/,
    ],
    [
      'a provider of SAML without anything known of it',
      stringify({ ...good, ...withSaml({}) }),
      /- signIn\.saml\.0\.metadataFile: or one of metadataUrl and entryPoint must be given, and only one\. Example/,
    ],
    [
      'a provider of SAML known from two places',
      stringify({ ...good, ...withSaml({ metadataFile: 'ca.pem', metadataUrl: 'https://login.example.gov/' }) }),
      /- signIn\.saml\.0\.metadataFile: or one of/,
    ],
    [
      'metadata without TLS',
      stringify({ ...good, ...withSaml({ metadataUrl: 'http://login.example.gov/' }) }),
      /- signIn\.saml\.0\.metadataUrl: must be an address that begins with https/,
    ],
    [
      'an entry point without certificates',
      stringify({ ...good, ...withSaml({ entryPoint: 'https://login.example.gov/', issuer: 'x' }) }),
      /- signIn\.saml\.0\.certificateFiles: is missing: it goes with entryPoint/,
    ],
    [
      'a certificate that is none',
      stringify({
        ...good,
        ...withSaml({ entryPoint: 'https://login.example.gov/', issuer: 'x', certificateFiles: ['ca.pem'] }),
      }),
      /- signIn\.saml\.0\.certificateFiles\.0: there is no certificate in it that can be read/,
    ],
    [
      'metadata that is none',
      stringify({ ...good, ...withSaml({ metadataFile: 'ca.pem' }) }),
      /- signIn\.saml\.0\.metadataFile: it is not (well-formed )?XML\. Example: metadataFile: tls/,
    ],
    [
      'a key without its certificate',
      stringify({ ...good, ...withSaml({ metadataFile: 'ca.pem', signingKeyFile: 'ca.pem' }) }),
      /- signIn\.saml\.0\.signingCertificateFile: is missing: it goes with signingKeyFile/,
    ],
    [
      'a clock that may be wrong by minutes',
      stringify({ ...good, ...withSaml({ metadataFile: 'ca.pem', clockSkewSeconds: 61 }) }),
      /- signIn\.saml\.0\.clockSkewSeconds: .*60/,
    ],
    [
      'an id that a provider of the other kind has',
      stringify({
        ...good,
        ...withProvider({}, { saml: [{ id: 'staff', name: 'Staff', metadataFile: 'ca.pem' }] }),
      }),
      /- signIn\.saml\.0\.id: is the id of another provider as well/,
    ],
    [
      'passwords checked by a directory where tokens are missing',
      stringify({
        ...good,
        directory: { ...directoryKeys, passwordFile: 'ca.pem' },
        signIn: { passwordBy: 'directory' },
      }),
      /- signIn\.passwordBy: needs a directory that knows the password, and mail\.tokens/,
    ],
    [
      'a master user beside our tokens',
      stringify({
        ...{ ...good, directory: { ...directoryKeys, passwordFile: 'ca.pem' } },
        mail: {
          ...good.mail,
          tokens: { issuer: 'us', keyDirectory: 'keys', scope: 'mail' },
          masterUser: { user: 'webmail', passwordFile: 'ca.pem' },
        },
      }),
      /- mail\.masterUser: is for servers that take no tokens/,
    ],
    [
      'a master user where nobody says whose mail it may open',
      stringify({ ...good, mail: { ...good.mail, masterUser: { user: 'webmail', passwordFile: 'ca.pem' } } }),
      /- mail\.masterUser: .* needs a directory/,
    ],
    ['a key given twice', `${stringify(good)}organisation: Another\n`, /not YAML: .*unique/i],
    ['text that is not YAML', 'organisation: [', /not YAML/],
    ['an empty file', '', /- organisation: is missing/],
    ['a list', '- 1', /The file: .*object/],
  ]
  for (const [what, text, expected] of faults) {
    it(`is refused with which key and why: ${what}`, () => expect(fault(text)).toMatch(expected))
  }

  /** One file key each, given a file that is not there. */
  const withPostgres = (files: { passwordFile: string; caFile?: string }) => ({
    storage: { ...good.storage, postgres: { host: 'db', database: 'curbcut', user: 'curbcut', ...files } },
  })
  const withMissing: Record<string, object> = {
    'http.tls.certificateFile': { http: { ...good.http, tls: { certificateFile: 'gone', keyFile: 'ca.pem' } } },
    'http.tls.keyFile': { http: { ...good.http, tls: { certificateFile: 'ca.pem', keyFile: 'gone' } } },
    'storage.postgres.caFile': withPostgres({ passwordFile: 'ca.pem', caFile: 'gone' }),
    'storage.postgres.passwordFile': withPostgres({ passwordFile: 'gone' }),
    'mail.imap.caFile': { mail: { ...good.mail, imap: { ...good.mail.imap, caFile: 'gone' } } },
    'mail.submission.caFile': { mail: { ...good.mail, submission: { ...good.mail.submission, caFile: 'gone' } } },
    'mail.masterUser.passwordFile': {
      mail: { ...good.mail, masterUser: { user: 'webmail', passwordFile: 'gone' } },
      directory: { ...directoryKeys, passwordFile: 'ca.pem' },
    },
    'mail.smimeCaFile': { mail: { ...good.mail, smimeCaFile: 'gone' } },
    'mail.manageSieve.caFile': { mail: { ...good.mail, manageSieve: { host: 'sieve', port: 4190, caFile: 'gone' } } },
    'signIn.oidc.0.clientSecretFile': withProvider({ clientSecretFile: 'gone' }),
    'signIn.oidc.0.caFile': withProvider({ caFile: 'gone' }),
    ...Object.fromEntries(
      ['caFile', 'metadataFile', 'signingKeyFile', 'signingCertificateFile']
        .concat('decryptionKeyFile', 'decryptionCertificateFile')
        .map((key) => [`signIn.saml.0.${key}`, withSaml({ ...samlFiles, [key]: 'gone' })]),
    ),
    'directory.caFile': { directory: { ...directoryKeys, passwordFile: 'ca.pem', caFile: 'gone' } },
    ...Object.fromEntries(
      ['caFile', 'passwordFile'].map((key) => {
        const known = { ...directoryKeys, passwordFile: 'ca.pem' }
        return [
          `otherDirectories.0.${key}`,
          { directory: known, otherDirectories: [{ ...known, name: 'Partners', [key]: 'gone' }] },
        ]
      }),
    ),
    'contacts.servers.0.caFile': {
      contacts: { servers: [{ name: 'Books', url: 'https://books.example/', caFile: 'gone' }] },
    },
    'aliases.passwordFile': {
      directory: { ...directoryKeys, passwordFile: 'ca.pem' },
      aliases: { bindDn: 'cn=aliases', passwordFile: 'gone', domains: ['example.gov'] },
    },
    'lists.passwordFile': {
      directory: { ...directoryKeys, passwordFile: 'ca.pem' },
      lists: { bindDn: 'cn=lists', passwordFile: 'gone' },
    },
    'sharing.senders.passwordFile': {
      directory: { ...directoryKeys, passwordFile: 'ca.pem' },
      sharing: { senders: { bindDn: 'cn=senders', passwordFile: 'gone' } },
    },
    'directory.passwordFile': { directory: { ...directoryKeys, passwordFile: 'gone' } },
  }
  it('has no key for a file that is not tried here', () => {
    const fileKeys = keysOf(configSchema).filter((key) => key.endsWith('File'))
    expect(
      Object.keys(withMissing)
        .map((key) => key.replace('.0.', '.'))
        .sort(),
    ).toEqual(fileKeys.sort())
  })
  for (const [key, change] of Object.entries(withMissing)) {
    it(`is refused when there is no file where ${key} says, with an example`, () => {
      const [, line = '', ...others] = fault(stringify({ ...good, ...change })).split('\n')
      expect(line).toBe(
        `  - ${key}: there is no file ${join(directory, 'gone')}. Example: ${key.split('.').at(-1)}: ${configExamples[key.replace('.0.', '.')]}`,
      )
      expect(others).toEqual([])
    })
  }

  it('is refused when a file it names is empty or a folder', () => {
    writeFileSync(join(directory, 'empty'), '')
    const passwordIn = (passwordFile: string) => stringify({ ...good, directory: { ...directoryKeys, passwordFile } })
    expect(fault(passwordIn('empty'))).toMatch(/- directory\.passwordFile: the file is empty: /)
    expect(fault(passwordIn('.'))).toMatch(/- directory\.passwordFile: this is a folder, not a file: /)
  })

  it('is refused when there are no authorities in the file that is to name them', () => {
    const damaged = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    writeFileSync(join(directory, 'damaged.pem'), damaged)
    const naming = (smimeCaFile: string) => stringify({ ...good, mail: { ...good.mail, smimeCaFile } })
    expect(fault(naming('ca.pem'))).toMatch(/- mail\.smimeCaFile: there is no certificate \(PEM\) in it: /)
    expect(fault(naming('damaged.pem'))).toMatch(/- mail\.smimeCaFile: a certificate in it cannot be read: /)
  })

  it('is refused while there is no key that signs tokens, with how to make one', () => {
    const tokens = { issuer: 'us', keyDirectory: 'gone', scope: 'mail' }
    const gone = join(directory, 'gone')
    expect(fault(stringify({ ...good, mail: { ...good.mail, tokens } }))).toContain(
      `- mail.tokens.keyDirectory: there is no key in ${gone} that can be used. Make one: npm run keys -- rotate --directory ${gone}`,
    )
  })

  it('that is not there is named', () => {
    expect(() => loadConfig(join(directory, 'nothing.yaml'))).toThrow(/nothing\.yaml.*\n.*cannot be read \(ENOENT\)/)
  })
})

/** Whatever belongs to a provider, with these changes. */
function withProvider(changes: object, signIn: object = {}) {
  const tokens = { issuer: 'us', keyDirectory: 'token-keys', scope: 'mail' }
  const provider = {
    id: 'staff',
    name: 'Staff',
    issuer: 'https://login.example.gov',
    clientId: 'us',
    clientSecretFile: 'ca.pem',
  }
  return { mail: { ...good.mail, tokens }, signIn: { ...signIn, oidc: [{ ...provider, ...changes }] } }
}

function withSaml(changes: object) {
  const { mail } = withProvider({})
  return { mail, signIn: { saml: [{ id: 'staff', name: 'Staff', ...changes }] } }
}

const samlFiles = {
  metadataFile: 'ca.pem',
  signingKeyFile: 'ca.pem',
  signingCertificateFile: 'ca.pem',
  decryptionKeyFile: 'ca.pem',
  decryptionCertificateFile: 'ca.pem',
}

const directoryKeys = {
  host: 'ldap.example.gov',
  port: 636,
  bindDn: 'cn=reader',
  passwordFile: 'password',
  baseDn: 'dc=example',
}
