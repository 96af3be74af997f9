// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import { makeReady } from './make-ready.ts'
import { rebuiltOf, takeClean, usualSubjectLevel } from './ready-bodies.ts'

const bodyOf = (content: string) => ({ content, cut: false })
const messageWith = (html: Message['html']) => ({ html }) as Message

describe('a formatted text that is made ready before its message is opened', () => {
  beforeEach(() => vi.stubGlobal('requestIdleCallback', (act: () => void) => act()))
  afterEach(async () => {
    vi.unstubAllGlobals()
    await setLocale('en')
  })

  it('is there cleaned and rebuilt, once', async () => {
    const body = bodyOf('<p onclick="x()">The minutes</p>')
    await makeReady(messageWith(body))
    const clean = takeClean(body, usualSubjectLevel)
    expect(clean?.html).toBe('<p>The minutes</p>')
    expect(clean && rebuiltOf(clean)?.mail.html).toContain('The minutes')
    expect(takeClean(body, usualSubjectLevel)).toBeNull()
  })

  it('is not given where headings begin at another level, or in another language', async () => {
    const [deep, other] = [bodyOf('<p>Deep</p>'), bodyOf('<p>Other</p>')]
    await makeReady(messageWith(deep))
    await makeReady(messageWith(other))
    expect(takeClean(deep, 4)).toBeNull()
    await setLocale('es')
    expect(takeClean(other, usualSubjectLevel)).toBeNull()
  })

  it('is left to its opening where it is so long that it would stop the page', async () => {
    const body = bodyOf('<p>Words</p>'.repeat(10_000))
    await makeReady(messageWith(body))
    expect(takeClean(body, usualSubjectLevel)).toBeNull()
  })
})
