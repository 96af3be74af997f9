import { cleanup } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { type MessageId } from '#contract/ids.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from './testing/mailbox.ts'
import { renderPart } from './testing/render-part.ts'
import { useMessage } from './use-mailbox.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a message that has been asked for', () => {
  it('comes to the page that takes the place of the one that asked', async () => {
    startMailbox('ab')
    const answer = Promise.withResolvers<Response>()
    vi.stubGlobal('fetch', (_url: unknown, { signal }: RequestInit = {}) => {
      signal?.addEventListener('abort', () => answer.reject(signal.reason as Error))
      return answer.promise
    })
    const page = (name: string) =>
      defineComponent({
        setup() {
          const { data } = useMessage('a' as MessageId)
          return () => h('p', `${name}: ${data.value?.subject ?? 'nothing yet'}`)
        },
      })
    const shown = shallowRef(page('read'))
    const { container } = await renderPart({ setup: () => () => h(shown.value) })
    shown.value = page('answered')
    await eventually(() => expect(container.textContent).toBe('answered: nothing yet'))
    answer.resolve(Response.json({ id: 'a', subject: 'Ramp' }))
    await eventually(() => expect(container.textContent).toBe('answered: Ramp'))
  })
})
