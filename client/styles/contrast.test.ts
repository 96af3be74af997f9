import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, parseOklch } from './colour.ts'
import { readThemes } from './read-themes.ts'

const sheets = globSync(`${import.meta.dirname}/themes/*.css`)
const themes = readThemes(Object.fromEntries(sheets.map((path) => [path, readFileSync(path, 'utf8')])))

const grounds = ['surface', 'surface-panel', 'surface-sunk', 'surface-floating']
const states = ['hover', 'pressed', 'accent-soft']
const labels = ['label-teal', 'label-amber', 'label-violet', 'label-green', 'label-rose']

const tags = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'grey'].map((name) => `tag-${name}`)

const pairs = (front: string[], back: string[]) => front.flatMap((one) => back.map((other) => [one, other] as const))

/** Everything that is written on something else. */
const texts = [
  ...pairs(['text'], [...grounds, ...states, ...labels, 'danger-soft', 'success-soft']),
  ...pairs(['text-soft'], [...grounds, ...states]),
  ...pairs(['accent'], [...grounds, 'hover', 'accent-soft']),
  ...pairs(['danger'], [...grounds, 'hover', 'danger-soft']),
  ...pairs(['success'], [...grounds, 'success-soft']),
  ...pairs(['on-warn'], ['warn-soft']),
  ...pairs(['on-accent'], ['accent', 'accent-hover']),
  ...pairs(['on-danger'], ['danger', 'danger-hover']),
  ...pairs(['on-inverse'], ['inverse']),
  ...pairs(['inverse'], ['on-inverse']),
]

/** Edges of controls, signs, and the ring: against what lies on either side of them. */
const edges = [
  ...pairs(['edge'], [...grounds, ...states, 'danger-soft', 'success-soft', 'warn-soft']),
  ...pairs(['accent'], [...grounds, ...states]),
  ...pairs(['focus'], [...grounds, ...states, 'warn-soft', 'danger-soft', 'success-soft', 'focus-contrast']),
  ...pairs(['on-warn'], [...grounds, 'warn-soft']),
  ...pairs(tags, [...grounds, ...states]),
]

function faults(theme: string, checked: (readonly [string, string])[], atLeast: number): string[] {
  const roles = themes.get(theme)
  const colour = (role: string) => parseOklch(roles?.get(role) ?? `no --${role}`)
  return checked.flatMap(([front, back]) => {
    const ratio = contrast(colour(front), colour(back))
    return ratio >= atLeast ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`]
  })
}

describe('themes', () => {
  it('are the five that people can choose', () => {
    expect([...themes.keys()].sort()).toEqual(['contrast-dark', 'contrast-light', 'dark', 'light', 'sepia'])
  })

  it('all have the same roles', () => {
    for (const roles of themes.values()) expect([...roles.keys()]).toEqual([...themes.get('light')!.keys()])
  })
})

describe.each([...themes.keys()])('%s', (theme) => {
  it('has every text at 7:1', () => {
    expect(faults(theme, texts, 7)).toEqual([])
  })

  it('has every edge, sign and focus ring at 3:1', () => {
    expect(faults(theme, edges, 3)).toEqual([])
  })

  it('shows the ring on its own bars too: one of its two colours stands out on any ground', () => {
    const roles = themes.get(theme)!
    const colour = (role: string) => parseOklch(roles.get(role)!)
    for (const ground of [...roles.keys()].filter((role) => !/shadow|scrim/.test(role))) {
      const best = Math.max(
        contrast(colour('focus'), colour(ground)),
        contrast(colour('focus-contrast'), colour(ground)),
      )
      expect.soft(best, ground).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('contrast', () => {
  it('is that of WCAG', () => {
    const black = parseOklch('oklch(0% 0 0)')
    const white = parseOklch('oklch(100% 0 0)')
    expect(contrast(black, white)).toBeCloseTo(21, 1)
    expect(contrast(white, white)).toBeCloseTo(1, 5)
    // #767676, the lightest grey that passes 4.5 on white.
    expect(contrast(parseOklch('oklch(56.6% 0 0)'), white)).toBeCloseTo(4.54, 1)
  })
})
