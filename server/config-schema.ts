import { isIP } from 'node:net'
import * as z from 'zod'
import { aliases, domain, lists } from './config-addresses.ts'
import { checkTogether } from './config-checks.ts'
import { directory, otherDirectory } from './config-directory.ts'
import { hostName, path, port, tlsServer } from './config-parts.ts'
import { signIn } from './config-sign-in.ts'

const loopback = new Set(['localhost', '127.0.0.1', '::1'])

/** An address, or a range of them such as `10.0.0.0/8`. */
const network = z.string().refine((text) => {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}, 'must be an IP address or a range such as 10.0.0.0/8')

const address = z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).pathname === '/', 'must not have a path')

const http = z
  .strictObject({
    host: hostName.default('127.0.0.1'),
    port,
    publicUrl: address,
    filesUrl: address.optional(),
    tls: z.strictObject({ certificateFile: path, keyFile: path }).optional(),
    trustedProxies: z.array(network).default([]),
    clientDirectory: path.optional(),
  })
  .superRefine((value, context) => {
    const isPlain = new URL(value.publicUrl).protocol === 'http:'
    const isLocal = new URL(value.publicUrl).hostname === 'localhost' && loopback.has(value.host)
    if (isPlain && !isLocal) {
      context.addIssue({
        code: 'custom',
        path: ['publicUrl'],
        message: 'must begin with https://; only http://localhost on a loopback address may go without TLS',
      })
    }
    if (value.filesUrl !== undefined && !isOtherHost(value.filesUrl, value.publicUrl)) {
      context.addIssue({
        code: 'custom',
        path: ['filesUrl'],
        message: 'must be another host than http.publicUrl, reached in the same way (https:// or http://)',
      })
    }
    if (!isPlain && !value.tls && value.trustedProxies.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['tls'],
        message: 'is missing: give certificate files, or name the proxy that ends TLS in http.trustedProxies',
      })
    }
  })

/** Cookies know no ports, so another port is not another host. */
function isOtherHost(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return a.hostname !== b.hostname && a.protocol === b.protocol
}

const mail = z.strictObject({
  domain: domain.optional(),
  authservId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,253}$/, 'must be the name that stands first in Authentication-Results')
    .optional(),
  smimeCaFile: path.optional(),
  imap: z.strictObject(tlsServer),
  submission: z.strictObject({
    ...tlsServer,
    startTls: z.boolean().default(false),
    keepsSentCopies: z.boolean().default(false),
  }),
  manageSieve: z.strictObject({ ...tlsServer, startTls: z.boolean().default(false) }).optional(),
  tokens: z
    .strictObject({
      issuer: z.string().min(1),
      keyDirectory: path,
      scope: z.string().min(1),
    })
    .optional(),
  masterUser: z
    .strictObject({
      user: z.string().regex(/^[^\s*%,]{1,100}$/, 'must be a user name'),
      passwordFile: path,
      separator: z.string().length(1).default('*'),
      except: z.array(z.string()).default([]),
    })
    .optional(),
})

const count = (standard: number, maximum: number) => z.int().min(1).max(maximum).default(standard)

const sharing = z.strictObject({
  groups: z.boolean().default(false),
  sentCopies: z.enum(['owner', 'writer', 'both']).default('owner'),
  readMarks: z.enum(['own', 'shared']).optional(),
  handOverGroup: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be the id of a group of the directory')
    .optional(),
  senders: z.strictObject({ bindDn: z.string().min(1), passwordFile: path }).optional(),
})

const cardServer = z.strictObject({
  name: z.string().min(1).max(100),
  url: z
    .url({ protocol: /^https$/ })
    .refine(
      (url) => new URL(url).search + new URL(url).hash + new URL(url).username === '',
      'must be an address alone',
    ),
  caFile: path.optional(),
})

const postgres = z.strictObject({
  ...tlsServer,
  port: port.default(5432),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  passwordFile: path,
  schema: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be the name of a schema: small letters, digits and _')
    .default('public'),
})

const ending = z
  .string()
  .regex(/^\.[^.\s/\\]{1,20}$/, 'must be the ending of a file name, with its dot')
  .toLowerCase()

/** Files that run when they are opened, on one system or another, and such as mail servers refuse by habit. */
const programEndings = (
  '.ade .adp .apk .app .appx .bat .chm .cmd .com .cpl .dll .dmg .exe .hta .iso .jar .jnlp .js .jse .lnk .msc .msi .msix ' +
  '.msp .mst .pif .ps1 .reg .scf .scr .sct .sys .url .vb .vbe .vbs .vhd .vhdx .wsc .wsf .wsh'
).split(' ')

export const keys = z.strictObject({
  organisation: z.string().min(1).max(200),
  supportAddress: z.email().optional(),
  http,
  storage: z.strictObject({ directory: path, postgres: postgres.optional() }),
  mail,
  directory: directory.optional(),
  otherDirectories: z.array(otherDirectory).default([]),
  signIn,
  session: z.strictObject({ idleMinutes: count(30, 1440), absoluteHours: count(12, 168) }).prefault({}),
  limits: z
    .strictObject({
      messageMegabytes: count(30, 500),
      readPerMinute: count(1200, 100_000),
      writePerMinute: count(300, 100_000),
      sendPerMinute: count(60, 10_000),
      searchPerMinute: count(120, 10_000),
      picturesPerMinute: count(120, 10_000),
      signInPerMinute: count(300, 10_000),
      providerPerMinute: count(6000, 100_000),
      signInFailures: count(10, 1000),
      signInLockMinutes: count(15, 1440),
    })
    .prefault({}),
  attachments: z
    .strictObject({
      perPersonMegabytes: count(200, 100_000),
      blockedEndings: z.array(ending).default(programEndings),
    })
    .prefault({}),
  forwarding: z
    .strictObject({
      allowed: z.boolean().default(true),
      outside: z.enum(['allowed', 'forbidden']).default('forbidden'),
      confirmOutside: z.boolean().default(true),
      forbiddenDomains: z.array(domain.toLowerCase()).default([]),
      maxTargets: count(5, 20),
    })
    .prefault({}),
  aliases: aliases.optional(),
  lists: lists.optional(),
  sharing: sharing.prefault({}),
  contacts: z
    .strictObject({ servers: z.array(cardServer).max(20).default([]), forPrograms: z.boolean().default(true) })
    .prefault({}),
  absence: z.strictObject({ shown: z.enum(['never', 'chosen', 'usual']).default('chosen') }).prefault({}),
  audit: z.strictObject({ keepDays: count(365, 3650), messageIds: z.boolean().default(false) }).prefault({}),
  quota: z
    .strictObject({
      warnAtPercent: z.array(z.int().min(1).max(100)).max(5).default([80, 95]),
      warningSender: z.email('must be the address that the mail server writes from').optional(),
    })
    .prefault({}),
  pictures: z.strictObject({ refusedNetworks: z.array(network).default([]) }).prefault({}),
  log: z.strictObject({ level: z.enum(['error', 'warn', 'info', 'debug']).default('info') }).prefault({}),
})

/** Every key of the configuration file; `docs/operating/configuration.md` explains each (a test compares the two). */
export const configSchema = keys.superRefine(checkTogether)
