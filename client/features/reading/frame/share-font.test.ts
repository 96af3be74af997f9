import { afterEach, expect, it, vi } from 'vitest'
import { shareFont } from './frame-look.ts'

afterEach(() => vi.unstubAllGlobals())

/** A document in a frame whose browser answers to `load` so. */
function insideOf(load: () => Promise<unknown> | undefined) {
  const fonts = new Set<{ family: string }>()
  class FontFace {
    load = load
    family: string
    constructor(family: string) {
      this.family = family
    }
  }
  return { fonts, document: { defaultView: { FontFace }, fonts } as unknown as Document }
}

function answerWithFont(): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array([1]))))
}

it('gives the frame the letters of the page', async () => {
  answerWithFont()
  const { fonts, document } = insideOf(() => Promise.resolve())
  await shareFont(document)
  expect([...fonts].map(({ family }) => family)).toEqual(['Atkinson Hyperlegible Next'])
})

it.each([
  ['was closed while the letters came', () => undefined],
  ['does not take them', () => Promise.reject(new Error('no'))],
])('throws nothing where the frame %s', async (_what, load) => {
  answerWithFont()
  const { fonts, document } = insideOf(load)
  await shareFont(document)
  expect(fonts.size).toBe(0)
})
