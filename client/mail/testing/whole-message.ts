import { vi } from 'vitest'
import { type MessageFacts } from '#contract/message-facts.ts'
import { type Message } from '#contract/messages.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { messageRow } from './message-row.ts'

/** A header that says nothing people should know. */
export const noFacts: MessageFacts = {
  ...{ authentication: null, list: null, receipt: null, report: null },
  ...{ protection: [], storageWarning: false, headerCut: false },
}

/** A plain text message for tests, unless said otherwise. */
export function wholeMessage(changes: Partial<Message> = {}): Message {
  const row = messageRow()
  return {
    ...row,
    sender: [],
    replyTo: [],
    cc: [],
    bcc: [],
    sentAtMs: row.receivedAtMs,
    text: { content: 'Good morning,\n\nthe county asked first.\n\nAnn', cut: false },
    html: null,
    attachments: [],
    pictureMark: `mark-of-${row.id}`,
    pictureConsent: null,
    facts: noFacts,
    ...changes,
  }
}

/** Puts messages where opened ones are, so that nothing has to be asked for. */
export function knowMessages(...messages: Message[]): void {
  for (const message of messages) mailboxCache().cache.setQueryData(keys.message(message.id), message)
}

/** Answers one more path, before the fake server is asked. Returns the bodies it was called with. */
export function answerAlso(
  path: string,
  answer: (body: never, query: URLSearchParams) => [number, unknown],
): unknown[] {
  const bodies: unknown[] = []
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (pathname !== path) return before(url, init)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    bodies.push(body)
    const [status, content] = answer(body as never, searchParams)
    return new Response(JSON.stringify(content), { status, headers: { 'Content-Type': 'application/json' } })
  })
  return bodies
}
