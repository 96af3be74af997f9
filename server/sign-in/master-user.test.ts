import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MasterUser } from './master-user.ts'
import type { SignedIn } from './signed-in.ts'

describe('A master user', () => {
  let directory: string
  let used: string[]
  let master: MasterUser
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-master-'))
    const passwordFile = join(directory, 'password')
    writeFileSync(passwordFile, 'secret\n')
    used = []
    const settings = { user: 'webmail', passwordFile, separator: '*', except: ['Chief'] }
    master = new MasterUser(settings, (user) => used.push(user))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  const ada: SignedIn = { user: 'ada', name: 'Ada', addresses: [], isListed: true }

  it('opens the mail of somebody the directory knows, and says so each time', () => {
    const secret = { kind: 'password', password: 'secret', signsInAs: 'ada*webmail' }
    expect([master.secretFor(ada), master.secretFor(ada)]).toEqual([secret, secret])
    expect(used).toEqual(['ada', 'ada'])
  })

  const unlisted: SignedIn = { user: 'ada', name: 'Ada', addresses: [] }
  const never: [string, SignedIn][] = [
    ['somebody with a password of their own', { ...ada, password: 'own' }],
    ['somebody the directory does not know', unlisted],
    ['somebody who is left out, however the name is written', { ...ada, user: 'chief' }],
    ['the master user itself', { ...ada, user: 'WebMail' }],
    ['a name that would be read as two', { ...ada, user: 'ada*root' }],
  ]
  it.each(never)('is not used for %s', (_who, signedIn) => {
    expect(master.secretFor(signedIn)).toBeNull()
    expect(used).toEqual([])
  })
})
