import { Blob as WholeBlob, File as WholeFile } from 'node:buffer'
import * as streams from 'node:stream/web'
import { vi } from 'vitest'
import { type ExportProgress } from '#contract/mail-export.ts'
import { type ImportOutcome } from '#contract/mail-import.ts'
import { answerAlso } from './whole-message.ts'

const id = 'export00000000000000001'

/** A server that exports, and says of its work in turn what stands here; the last again and again. */
export function exportsMail(...steps: Partial<ExportProgress>[]): {
  asked: unknown[]
  stopped: unknown[]
  saved: string[]
} {
  const begun: ExportProgress = { id, state: 'waiting', total: 3, done: 0, missing: 0, bytes: 0, problem: null }
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(new URL(this.href).pathname)
  })
  answerAlso(`/api/exports/${id}`, () => [200, { ...begun, ...(steps.length > 1 ? steps.shift() : steps[0]) }])
  return {
    asked: answerAlso('/api/exports', () => [200, begun]),
    stopped: answerAlso(`/api/exports/${id}/stop`, () => [200, { ...begun, state: 'stopped' }]),
    saved,
  }
}

const result = (outcome: ImportOutcome, at: number) => ({ outcome, subject: `Subject ${at + 1}`, from: 'Nora' })

/** A server that finds so of the messages beforehand, and does so with them. */
export function importsMail(before: ImportOutcome[], after: ImportOutcome[]): { checked: unknown[]; lots: Blob[] } {
  const lots: Blob[] = []
  // Those of jsdom cannot be read.
  vi.stubGlobal('Blob', WholeBlob)
  vi.stubGlobal('File', WholeFile)
  for (const name of [
    'TransformStream',
    'WritableStream',
    'ReadableStream',
    'DecompressionStream',
    'CompressionStream',
  ] as const)
    vi.stubGlobal(name, streams[name])
  const checked = answerAlso('/api/imports/check', () => [200, { results: before.map(result) }])
  class FakeRequest {
    upload = {}
    status = 200
    responseText = JSON.stringify({ results: after.map(result) })
    onload?: () => void
    onloadend?: () => void
    open(): void {}
    setRequestHeader(): void {}
    abort(): void {}
    send(body: Blob): void {
      lots.push(body)
      queueMicrotask(() => {
        this.onload?.()
        this.onloadend?.()
      })
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return { checked, lots }
}
