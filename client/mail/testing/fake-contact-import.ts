import { vi } from 'vitest'
import { type ImportEvent } from '#contract/contacts.ts'

interface FakeImport {
  tell(event: ImportEvent): void
  /** Ends the answer, with this as its last event. */
  end(last?: ImportEvent): void
  readonly isStopped: boolean
}

/** Files of contacts that are brought, each answered as a test tells. */
export function importsContacts(): FakeImport[] {
  const requests: FakeImport[] = []
  class FakeRequest implements FakeImport {
    upload = {}
    status = 200
    responseText = ''
    isStopped = false
    onprogress?: () => void
    onload?: () => void
    onabort?: () => void
    open(): void {}
    setRequestHeader(): void {}
    abort(): void {
      this.isStopped = true
      this.onabort?.()
    }
    send(): void {
      requests.push(this)
    }
    tell(event: ImportEvent): void {
      this.responseText += `data: ${JSON.stringify(event)}\n\n`
      this.onprogress?.()
    }
    end(last?: ImportEvent): void {
      if (last) this.tell(last)
      this.onload?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return requests
}
