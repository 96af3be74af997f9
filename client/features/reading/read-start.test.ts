// @vitest-environment node
import { expect, it } from 'vitest'
import { readStart } from './read-start.ts'

it('is as many bytes as wanted, and no more is fetched', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('añb')),
    cancel: () => {
      isCancelled = true
    },
  })
  // The last byte is half a letter.
  expect(await readStart(new Response(body), 6)).toBe('añba\uFFFD')
  expect(isCancelled).toBe(true)
})
