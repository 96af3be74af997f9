/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** Reads a computed colour; null for one that is (almost) transparent or not in this form. */
export function parseColour(computed: string): Rgb | null {
  const numbers = /^rgba?\(([\d.]+),?\s+([\d.]+),?\s+([\d.]+)(?:[,/\s]+([\d.]+)%?)?\)$/.exec(computed)
  if (numbers === null || (numbers[4] !== undefined && Number(numbers[4]) < 0.5)) return null
  return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])]
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** The nearest mixture with black or white that reaches `minimum` against `behind`; whichever of the two can. */
export function readableColour(colour: Rgb, behind: Rgb, minimum: number): Rgb {
  const black: Rgb = [0, 0, 0]
  const white: Rgb = [255, 255, 255]
  const goal = contrast(black, behind) >= contrast(white, behind) ? black : white
  for (let share = 0.1; share < 1; share += 0.1) {
    const mixed = mix(colour, goal, share)
    if (contrast(mixed, behind) >= minimum) return mixed
  }
  return goal
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(one[index] * (1 - share) + other[index] * share)
  return [channel(0), channel(1), channel(2)]
}
