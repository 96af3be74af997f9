import { describe, expect, it } from 'vitest'
import { folderId, messageId } from '#contract/ids.ts'
import { folderIdOf, folderPathOf, messageIdOf, messageReferenceOf } from './reference-ids.ts'

describe('Ids', () => {
  it('lead back to the folder and message they were made for, and fit the contract', () => {
    for (const folder of [
      'INBOX',
      'Projets/Été 2026',
      'Other Users/permits',
      '文書',
      'a b "c" \\ {5}',
      'ß'.repeat(200),
    ]) {
      const reference = { folder, validity: '4294967295', uid: 4_294_967_295 }
      expect(folderPathOf(folderId.parse(folderIdOf(folder)))).toBe(folder)
      expect(messageReferenceOf(messageId.parse(messageIdOf(reference)))).toEqual(reference)
    }
  })

  const foreign = ['', 'AAAA', '_', 'x', Buffer.from('1 0 INBOX').toString('base64url')]
  const withControls = ['1 1 IN\r\nBOX', '1 1 IN\0BOX', '1 99999999999 INBOX', '-1 1 INBOX', '1 1 '].map((text) =>
    Buffer.from(text).toString('base64url'),
  )
  for (const id of [
    ...foreign,
    ...withControls,
    'SU5CT1g=',
    'SU5CT1h',
    Buffer.from([0xff, 0xfe]).toString('base64url'),
  ]) {
    it(`of others stand for no message: ${JSON.stringify(id)}`, () => expect(messageReferenceOf(id)).toBeNull())
  }

  it('with line breaks inside stand for no folder', () => {
    expect(folderPathOf(Buffer.from('INBOX\r\nA1 LOGOUT').toString('base64url'))).toBeNull()
  })
})
