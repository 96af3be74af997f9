import { describe, expect, it } from 'vitest'
import { largeMailbox } from './large-mailbox.ts'

const now = new Date(Date.UTC(2026, 4, 13, 12))
const to = { name: 'Inês Duarte', address: 'ines.duarte@example.gov' }

describe('a large mailbox', () => {
  const messages = [...largeMailbox(600, to, now)]

  it('has as many messages as wished, oldest first, none in the future', () => {
    expect(messages).toHaveLength(600)
    const times = messages.map(({ internalDate }) => internalDate.getTime())
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime() + 2_000)
  })

  it('is the same to the byte for the same parameters', () => {
    const again = [...largeMailbox(600, to, now)]
    expect(again.every(({ raw }, index) => messages[index]?.raw.equals(raw))).toBe(true)
  })

  it('continues conversations with ids that exist', () => {
    const texts = messages.map(({ raw }) => raw.toString())
    const ids = new Set(texts.map((text) => /^Message-ID: (.+)$/m.exec(text)?.[1]?.trim()))
    expect(ids.size).toBe(600)
    const named = texts.flatMap((text) => /^In-Reply-To: (.+)$/m.exec(text)?.[1]?.trim() ?? [])
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((id) => !ids.has(id))).toEqual([])
  })

  it('writes lines a mail server takes', () => {
    for (const { raw } of messages) {
      const text = raw.toString('latin1')
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
    }
  })

  it('leaves only some of the newest unread', () => {
    const unread = messages.flatMap(({ flags }, index) => (flags.includes('\\Seen') ? [] : [index]))
    expect(Math.min(...unread)).toBeGreaterThan(580)
  })
})
