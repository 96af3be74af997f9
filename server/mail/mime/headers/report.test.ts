import { describe, expect, it } from 'vitest'
import { findReport, readReport } from './report.ts'

const file = (type: string, partId: string, transferEncoding = '7bit') => ({ type, partId, transferEncoding })
const original = Buffer.from('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nTo: x\r\n')
const read = (said: string, type = 'message/delivery-status') => {
  const found = findReport([file('text/plain', '1'), file(type, '2'), file('message/rfc822', '3')])
  return found && readReport(found, Buffer.from(said), original)
}

describe('A delivery report', () => {
  it('tells what became of the message for each recipient', () => {
    const said = [
      'Reporting-MTA: dns; mx.example.gov',
      '',
      'Final-Recipient: rfc822; ann@x.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 <ann@x.example>:',
      '    no such user',
      '',
      'Original-Recipient: rfc822;bob@y.example',
      'Final-Recipient: rfc822;robert@z.example',
      'Action: Delayed (will try again)',
      'Status: 4.4.1 (no answer)',
      '',
    ].join('\r\n')
    expect(read(said)).toEqual({
      kind: 'delivery',
      subject: 'Grüße',
      outcomes: [
        {
          address: 'ann@x.example',
          action: 'failed',
          status: '5.1.1',
          said: '550 5.1.1 <ann@x.example>: no such user',
        },
        { address: 'bob@y.example', action: 'delayed', status: '4.4.1', said: '' },
      ],
      more: 0,
    })
  })

  it('says no more than it knows', () => {
    expect(read('Action: failed')).toBeNull()
    expect(read('Final-Recipient: rfc822; a@b.example\nAction: exploded')).toBeNull()
    expect(read('')).toBeNull()
    expect(read('Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: never')).toMatchObject({
      outcomes: [{ status: null, said: '' }],
    })
  })

  it('names twenty recipients and counts the rest', () => {
    const one = 'Final-Recipient: rfc822; a@b.example\nAction: failed\n\n'
    const report = read(one.repeat(500))
    expect(report?.kind === 'delivery' && [report.outcomes.length, report.more]).toEqual([20, 480])
  })

  it('is none where there is no such part', () => {
    expect(findReport([file('text/plain', '1'), file('message/rfc822', '2')])).toBeNull()
  })
})

describe('A receipt', () => {
  const receipt = (disposition: string) =>
    read(`Final-Recipient: rfc822; ann@x.example\r\nDisposition: ${disposition}`, 'message/disposition-notification')

  it.each([
    ['manual-action/MDN-sent-manually; displayed', 'displayed'],
    ['automatic-action/MDN-sent-automatically; deleted/error', 'deleted'],
    ['manual-action/MDN-sent-manually; denied', 'denied'],
    ['manual-action/MDN-sent-manually; processed', 'other'],
  ])('%s: %s', (line, disposition) =>
    expect(receipt(line)).toEqual({ kind: 'receipt', subject: 'Grüße', address: 'ann@x.example', disposition }),
  )
  it('that cannot be read is none', () => expect(receipt('whatever')).toBeNull())
})
