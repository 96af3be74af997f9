import { describe, expect, it } from 'vitest'
import { attachmentBytes } from './attachment-bytes.ts'

const message = Buffer.from(
  [
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'plan.pdf is below',
    '--b',
    'Content-Type: application/pdf; name=plan.pdf',
    'Content-Disposition: attachment; filename=plan.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    'AwQF',
    '--b--',
    '',
  ].join('\r\n'),
)

describe('attachmentBytes', () => {
  it('gives the decoded bytes of the named file', () => {
    expect(attachmentBytes(message, 'plan.pdf')).toEqual(Buffer.from([0, 1, 2, 3, 4, 5]))
  })

  it('gives null for a file that is not there', () => {
    expect(attachmentBytes(message, 'other.pdf')).toBeNull()
  })
})
