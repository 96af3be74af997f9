import type { Response } from 'express'
import type { ImportEvent } from '#contract/contacts.ts'
import type { LiveEvent } from '#contract/events.ts'
import type { SearchEvent } from '#contract/search.ts'
import type { SurveyEvent } from '#contract/storage.ts'

/** So often at least something comes, and the page can tell a silent stream from a dead one. */
const signEveryMs = 20_000
/** A reader so slow that this much waits for it is let go; it reconnects and asks for what it shows. */
const mostWaitingBytes = 1_000_000

/** One open stream of server-sent events (HTML Standard, 9.2). */
export interface EventStream {
  send(event: LiveEvent | SearchEvent | SurveyEvent | ImportEvent): void
  close(): void
}

/** Starts the stream; `onClose` is called once, whoever ends it. */
export function openEventStream(response: Response, onClose: () => void): EventStream {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  response.socket?.setNoDelay(true)
  // The first line tells browsers how soon to come back after a loss. Comments are not told to pages, so signs of life are events of
  // a name of their own, which only whoever listens for it hears.
  response.write('retry: 2000\n\n')
  const timer = setInterval(() => write('event: alive\ndata:\n\n'), signEveryMs).unref()
  const write = (text: string) => {
    if (response.writableEnded || response.destroyed) return
    if (response.writableLength > mostWaitingBytes) response.destroy()
    else response.write(text)
  }
  response.once('close', () => {
    clearInterval(timer)
    onClose()
  })
  return {
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    close: () => {
      response.end()
    },
  }
}
