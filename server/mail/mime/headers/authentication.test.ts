import { describe, expect, it } from 'vitest'
import { readAuthentication } from './authentication.ts'
import { readHeader } from './header-fields.ts'

const from = [{ name: 'Agency', address: 'news@agency.example' }]
const said = (...lines: string[]) =>
  readAuthentication(readHeader(Buffer.from(`${lines.join('\r\n')}\r\n`)), from, 'mx.example.gov')
const ours = (text: string) => `Authentication-Results: mx.example.gov; ${text}`

describe('Authentication-Results', () => {
  it.each([
    ['dmarc=pass header.from=agency.example', 'verified'],
    ['dmarc=pass (p=REJECT) header.from=Agency.Example', 'verified'],
    ['dmarc=pass header.from=evil.example', 'unproven'],
    ['dmarc=fail header.from=agency.example; dkim=pass header.d=agency.example', 'failed'],
    ['dkim=pass header.d=agency.example', 'verified'],
    ['dkim=pass header.i=@agency.example', 'verified'],
    ['dkim=pass header.d=example', 'unproven'],
    ['dkim=pass header.d=evil.example; spf=fail smtp.mailfrom=agency.example', 'failed'],
    ['spf=pass smtp.mailfrom=bounce@agency.example', 'verified'],
    ['spf=pass smtp.mailfrom="a;dkim=pass"@evil.example', 'unproven'],
    ['spf=softfail smtp.mailfrom=agency.example', 'failed'],
    ['spf=none (dmarc=pass header.from=agency.example; \\) ; dmarc=pass)', 'unproven'],
    ['none', 'unproven'],
    ['dmarc=none header.from=agency.example; dkim=none', 'unproven'],
    [';;==;dkim==pass;spf=;', 'unproven'],
  ])('%s: %s', (text, verdict) => expect(said(ours(text)).verdict).toBe(verdict))

  it('count only from the server the operator names, in its topmost run', () => {
    const forged = ours('dmarc=pass header.from=agency.example')
    expect(said('Authentication-Results: other.example; dmarc=pass header.from=agency.example').results).toEqual([])
    expect(said('Received: by mx', ours('spf=fail smtp.mailfrom=agency.example'), 'Received: x', forged).verdict).toBe(
      'failed',
    )
    expect(
      said(ours('spf=fail'), 'Authentication-Results: mx.example.gov.evil.example; spf=pass', forged).verdict,
    ).toBe('failed')
    // Several filters of one server write a field each.
    expect(said(ours('spf=fail'), 'DKIM-Filter: x', ours('dmarc=pass header.from=agency.example')).verdict).toBe(
      'verified',
    )
  })

  it('cannot be undone by the same result further down', () => {
    expect(
      said(ours('dmarc=fail header.from=agency.example'), ours('dmarc=pass header.from=agency.example')).verdict,
    ).toBe('failed')
  })

  it('are read across folded lines and names in any case', () => {
    expect(
      said('AUTHENTICATION-RESULTS: MX.example.gov 1;', '\tdkim = pass', '\theader.d = agency.example').results,
    ).toEqual([{ method: 'dkim', result: 'pass', domain: 'agency.example' }])
  })

  it('prove nothing of a message with several senders, or with two From fields', () => {
    const pass = ours('dmarc=pass header.from=agency.example')
    expect(said(pass, 'From: a@agency.example', 'From: b@evil.example')).toMatchObject({
      domain: '',
      verdict: 'unproven',
    })
    const two = [...from, { name: '', address: 'x@evil.example' }]
    expect(readAuthentication(readHeader(Buffer.from(`${pass}\r\n`)), two, 'mx.example.gov').verdict).toBe('unproven')
  })

  it('take little time, whatever they hold', () => {
    const begun = performance.now()
    for (const text of ['(', '((a', '\\', '"', ';', 'dkim=pass ', ' =', 'a=b;', ' ']) said(ours(text.repeat(200_000)))
    expect(performance.now() - begun).toBeLessThan(1_500)
  })
})
