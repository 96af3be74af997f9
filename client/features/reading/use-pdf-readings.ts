import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue'
import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Attachment } from '#contract/messages.ts'
import { lookedIntoBytes, type PdfReading, readPdf } from '#contract/pdf-reading.ts'
import { fileKind } from './attachment-kind.ts'

/** Of one message; more are not looked into by themselves. */
const mostFiles = 5

/**
 * What the PDF files of a message have for people who do not see them, by their parts. Asked for once there is nothing else to do,
 * one after the other; what cannot be had is simply not said.
 */
export function usePdfReadings(
  messageId: () => MessageId,
  attachments: () => readonly Attachment[],
): Readonly<ShallowRef<ReadonlyMap<string, PdfReading>>> {
  const readings = shallowRef<ReadonlyMap<string, PdfReading>>(new Map())
  let controller = new AbortController()

  async function look(id: MessageId, files: readonly Attachment[], signal: AbortSignal): Promise<void> {
    await whenIdle()
    for (const { partId } of files) {
      const { reading } = await call(readPdf, { params: { messageId: id, partId } }, { signal })
      readings.value = new Map([...readings.value, [partId, reading]])
    }
  }

  watch(
    () => [messageId(), ...pdfs(attachments()).map(({ partId }) => partId)].join(' '),
    () => {
      controller.abort()
      controller = new AbortController()
      readings.value = new Map()
      const files = pdfs(attachments())
      if (files.length > 0) void look(messageId(), files, controller.signal).catch(() => undefined)
    },
    { immediate: true },
  )
  onScopeDispose(() => controller.abort())
  return readings
}

/** A busy machine has none for long, and Safari none to ask for. */
function whenIdle(): Promise<unknown> {
  return new Promise((resolve) =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(resolve, { timeout: 2_000 }) : setTimeout(resolve, 200),
  )
}

function pdfs(attachments: readonly Attachment[]): Attachment[] {
  return attachments
    .filter(({ name, type, sizeBytes }) => fileKind(name, type) === 'pdf' && sizeBytes <= lookedIntoBytes)
    .slice(0, mostFiles)
}
