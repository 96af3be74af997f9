import { mkdtempSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { OwnerNames } from '#server/mail/owner-names.ts'
import { imapServer, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { isProblem } from '#server/problem.ts'
import { openStorage, type Storage } from '#server/storage/database.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { UnitTemplates } from './unit-templates.ts'

describe('Templates of a shared mailbox on Dovecot', () => {
  const platform = realPlatform()
  const accounts = new ImapAccounts(imapServer(platform))
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-templates-'))
  const opened: MailAccount[] = []
  let storage: Storage
  beforeAll(async () => {
    storage = await openStorage(directory)
  })
  afterAll(async () => {
    for (const mail of opened) mail.close()
    await storage.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const templatesOf = (uid: string) => {
    const mail = accounts.resume(tokenIdentity(platform, uid))
    opened.push(mail)
    const notes = new PersonNotes(storage.database, openSealer(directory))
    return new UnitTemplates(notes, new OwnerNames(null), mail)
  }
  const granted = { id: randomUUID(), name: 'Granted', subject: '', text: 'Your permit is granted.', document: null }
  const refused = (work: Promise<unknown>) => expect(work).rejects.toSatisfy((error) => isProblem(error, 'not-allowed'))

  it('are changed by its delegates with full rights, read by those who read, and not known to others', async () => {
    const [ada, ben] = [templatesOf('ada'), templatesOf('ben')]
    const [emi, hana] = [templatesOf('emi'), templatesOf('hana')]
    await (await ada.toChange('permits')).save(granted)
    const permits = async (who: UnitTemplates) => (await who.list()).find(({ unit }) => unit === 'permits')
    expect(await permits(ben)).toMatchObject({ mayChange: true, items: [granted] })
    expect(await permits(emi)).toMatchObject({ mayChange: false, items: [granted] })
    expect(await permits(hana)).toBeUndefined()
    await refused(emi.toChange('permits'))
    await refused(hana.toChange('permits'))
    await (await ben.toChange('permits')).delete(granted.id)
    expect(await permits(ada)).toMatchObject({ items: [] })
  })
})
