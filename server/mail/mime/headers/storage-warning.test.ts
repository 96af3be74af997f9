import { expect, it } from 'vitest'
import { readHeader } from './header-fields.ts'
import { isStorageWarning } from './storage-warning.ts'

const from = [{ name: 'Mail service', address: 'Postmaster@example.gov' }]
const own = ['From: Mail service <Postmaster@example.gov>', 'Auto-Submitted: auto-generated']
const isOne = (lines: readonly string[], senders = from) =>
  isStorageWarning(readHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)), senders, 'postmaster@example.gov')

it('is what the mail server wrote and put into the mailbox itself', () => {
  expect(isOne(own)).toBe(true)
})

it.each([
  ['what another server has taken', ['Received: from x by mx; Mon, 30 Nov 2026 10:00:00 +0000', ...own], from],
  ['what a person wrote', ['From: Mail service <Postmaster@example.gov>'], from],
  ['an answer by a program', [own[0]!, 'Auto-Submitted: auto-replied'], from],
  ['what is from two at once', [...own, 'From: Ann <ann@a.example>'], from],
  ['what is from several', own, [...from, { name: '', address: 'ann@a.example' }]],
  ['what is from somebody else', own, [{ name: 'postmaster@example.gov', address: 'ann@a.example' }]],
  ['what has more header than is read', [...own, `X: ${'x'.repeat(300_000)}`], from],
])('is not %s', (_what, lines, senders) => {
  expect(isOne(lines, senders)).toBe(false)
})
