import { describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import type { MailIdentity } from '../mail-account.ts'
import { personOf, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { describeSieve } from '../testing/sieve-suite.ts'
import { ManageSieveScripts } from './manage-sieve-scripts.ts'

const servers = () => {
  const { host, ports, caFile, manageSieveStartTls } = realPlatform()
  return {
    implicit: new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false }),
    startTls: new ManageSieveScripts({ ...manageSieveStartTls, caFile, startTls: true }),
  }
}
const passwordIdentity = (user: string, password: string): MailIdentity => ({
  user,
  secret: () => Promise.resolve({ kind: 'password', password }),
})

describeSieve('Scripts on Dovecot, by token and TLS from the first byte', () => {
  const identity = tokenIdentity(realPlatform(), 'dov')
  return Promise.resolve({ open: () => servers().implicit.open(identity), close: () => Promise.resolve() })
})

describeSieve('Scripts on Dovecot, by password and STARTTLS', () => {
  const { uid, password } = personOf(realPlatform(), 'dov')
  const identity = passwordIdentity(uid, password)
  return Promise.resolve({ open: () => servers().startTls.open(identity), close: () => Promise.resolve() })
})

describe('Signing in to ManageSieve on Dovecot', () => {
  const refused = async (identity: MailIdentity) => {
    const error = await servers()
      .startTls.open(identity)
      .catch((thrown: unknown) => thrown)
    return error instanceof Problem ? error.type : String(error)
  }

  it('is refused with a wrong password or token, at once', async () => {
    const token: MailIdentity = { user: 'dov', secret: () => Promise.resolve({ kind: 'token', token: 'x.y.z' }) }
    const startedAt = performance.now()
    expect(await refused(token)).toBe('wrong-credentials')
    expect(await refused(passwordIdentity('dov', 'not-it'))).toBe('wrong-credentials')
    expect(await refused(passwordIdentity('nobody-here', 'x'))).toBe('wrong-credentials')
    // An unanswered challenge would wait for the server to lose patience.
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  it('lets nobody in as somebody else', async () => {
    const { secret } = tokenIdentity(realPlatform(), 'dov')
    expect(await refused({ user: 'ada', secret })).toBe('wrong-credentials')
    expect(await refused({ user: 'dov,=x', secret })).toBe('wrong-credentials')
  })

  it('gives the warnings of a script that is taken', async () => {
    const session = await servers().implicit.open(tokenIdentity(realPlatform(), 'dov'))
    const warnings = await session.check('require "vacation";\r\nvacation :days 0 "x";\r\n')
    await session.close()
    expect(warnings).toEqual([{ line: 2, severity: 'warning', text: expect.stringContaining('minimum') as string }])
  })
})
