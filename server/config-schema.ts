import { isIP } from 'node:net'
import * as z from 'zod'
import { signIn } from './config-sign-in.ts'

const port = z.int().min(1).max(65535)
const path = z.string().min(1)
const hostName = z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be a host name or an IP address, without port')

/** A server reached by TLS. There is no key to weaken the check of its certificate, on purpose. */
const tlsServer = {
  host: hostName,
  port,
  caFile: path.optional(),
  serverName: hostName.optional(),
}

const loopback = new Set(['localhost', '127.0.0.1', '::1'])

/** An address, or a range of them such as `10.0.0.0/8`. */
const network = z.string().refine((text) => {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}, 'must be an IP address or a range such as 10.0.0.0/8')

const http = z
  .strictObject({
    host: hostName.default('127.0.0.1'),
    port,
    publicUrl: z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).pathname === '/', 'must not have a path'),
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
    if (!isPlain && !value.tls && value.trustedProxies.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['tls'],
        message: 'is missing: give certificate files, or name the proxy that ends TLS in http.trustedProxies',
      })
    }
  })

const domain = z.string().regex(/^[A-Za-z0-9.-]+$/, 'must be a domain')

const mail = z.strictObject({
  domain: domain.optional(),
  authservId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,253}$/, 'must be the name that stands first in Authentication-Results')
    .optional(),
  smimeCaFile: path.optional(),
  imap: z.strictObject(tlsServer),
  submission: z.strictObject({ ...tlsServer, startTls: z.boolean().default(false) }),
  manageSieve: z.strictObject({ ...tlsServer, startTls: z.boolean().default(false) }).optional(),
  tokens: z
    .strictObject({
      issuer: z.string().min(1),
      keyDirectory: path,
      scope: z.string().min(1),
    })
    .optional(),
})

const attributeName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of an LDAP attribute')
const filter = z.string().regex(/^\(.*\)$/s, 'must be an LDAP filter in brackets')

const directory = z.strictObject({
  ...tlsServer,
  bindDn: z.string().min(1),
  passwordFile: path,
  baseDn: z.string().min(1),
  attributes: z
    .strictObject({
      userName: attributeName.default('uid'),
      name: attributeName.default('cn'),
      groupName: attributeName.default('description'),
      address: attributeName.default('mail'),
      aliases: attributeName.default('mailLocalAddress'),
      givenName: attributeName.default('givenName'),
      surname: attributeName.default('sn'),
      title: attributeName.default('title'),
      department: attributeName.default('departmentNumber'),
    })
    .prefault({}),
  filters: z
    .strictObject({
      person: filter.default('(objectClass=inetOrgPerson)'),
      group: filter.default('(objectClass=groupOfNames)'),
    })
    .prefault({}),
})

const count = (standard: number, maximum: number) => z.int().min(1).max(maximum).default(standard)

const ending = z
  .string()
  .regex(/^\.[^.\s/\\]{1,20}$/, 'must be the ending of a file name, with its dot')
  .toLowerCase()

/** Files that run when they are opened, on one system or another, and such as mail servers refuse by habit. */
const programEndings = (
  '.ade .adp .apk .app .appx .bat .chm .cmd .com .cpl .dll .dmg .exe .hta .iso .jar .jnlp .js .jse .lnk .msc .msi .msix ' +
  '.msp .mst .pif .ps1 .reg .scf .scr .sct .sys .url .vb .vbe .vbs .vhd .vhdx .wsc .wsf .wsh'
).split(' ')

const keys = z.strictObject({
  organisation: z.string().min(1).max(200),
  supportAddress: z.email().optional(),
  http,
  storage: z.strictObject({ directory: path }),
  mail,
  directory: directory.optional(),
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
      forbiddenDomains: z.array(domain.toLowerCase()).default([]),
      maxTargets: count(5, 20),
    })
    .prefault({}),
  pictures: z.strictObject({ refusedNetworks: z.array(network).default([]) }).prefault({}),
  log: z.strictObject({ level: z.enum(['error', 'warn', 'info', 'debug']).default('info') }).prefault({}),
})

/** Every key of the configuration file; `docs/operating/configuration.md` explains each (a test compares the two). */
export const configSchema = keys.superRefine(({ signIn, mail }, context) => {
  if (signIn.oidc.length + signIn.saml.length === 0 || mail.tokens) return
  const message = 'is missing: who signs in at a provider has no password, so the mail servers must take tokens'
  context.addIssue({ code: 'custom', path: ['mail', 'tokens'], message })
})
