import { vi } from 'vitest'
import { answerAlso } from './whole-message.ts'

/** Uploads of files that a test lets go on, succeed or break. */
export interface FakeUpload {
  readonly file: Blob
  progress(sentBytes: number): void
  arrive(): void
  lose(): void
  readonly isStopped: boolean
}

/** Answers what files may be sent, and takes uploads; a server started before. */
export function takeUploads(rules: { messageBytes?: number } = {}): FakeUpload[] {
  const uploads: FakeUpload[] = []
  let started = 0
  answerAlso('/api/uploads/rules', () => [
    200,
    { messageBytes: 30_000_000, perPersonBytes: 200_000_000, blockedEndings: ['.exe'], ...rules },
  ])
  answerAlso('/api/uploads', (body) => [
    200,
    { uploadId: `upload-${String((started += 1)).padStart(20, '0')}`, name: (body as { name?: string } | null)?.name },
  ])
  class FakeRequest implements Partial<XMLHttpRequest> {
    readonly upload = {} as XMLHttpRequestUpload
    onload: (() => void) | null = null
    onerror: (() => void) | null = null
    onabort: (() => void) | null = null
    status = 200
    responseText = JSON.stringify({ type: 'application/octet-stream', sizeBytes: 1 })
    isStopped = false
    open(): void {
      // Every address is taken.
    }
    setRequestHeader(): void {
      // Nobody looks at them.
    }
    abort(): void {
      this.isStopped = true
      this.onabort?.()
    }
    #tell(sentBytes: number): void {
      const { onprogress } = this.upload as unknown as { onprogress?: (event: { loaded: number }) => void }
      onprogress?.({ loaded: sentBytes })
    }
    send(body: Blob): void {
      const told = (sentBytes: number) => this.#tell(sentBytes)
      const isStopped = () => this.isStopped
      uploads.push({
        file: body,
        progress: told,
        arrive: () => this.onload?.(),
        lose: () => this.onerror?.(),
        get isStopped() {
          return isStopped()
        },
      })
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return uploads
}
