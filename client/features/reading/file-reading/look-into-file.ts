import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { type FileReading, readFile } from '#contract/file-reading.ts'

let before: Promise<unknown> = Promise.resolve()

/** Asked for once there is nothing else to do, one file after the other. */
export function lookIntoFile(messageId: MessageId, partId: string, signal: AbortSignal): Promise<FileReading> {
  const look = before.then(whenIdle).then(() => {
    signal.throwIfAborted()
    return call(readFile, { params: { messageId, partId } }, { signal })
  })
  before = look.catch(() => undefined)
  return look
}

/** A busy machine has none for long, and Safari none to ask for. */
function whenIdle(): Promise<unknown> {
  return new Promise((resolve) =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(resolve, { timeout: 2_000 }) : setTimeout(resolve, 200),
  )
}
