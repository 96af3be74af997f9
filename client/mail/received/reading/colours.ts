import { channelsOf } from '../neutral-colour.ts'

export type Rgb = readonly number[]

/** Names that mail uses for words and papers; others are not judged. */
const named: Readonly<Record<string, Rgb>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  darkgray: [169, 169, 169],
  lightgray: [211, 211, 211],
  lightgrey: [211, 211, 211],
  whitesmoke: [245, 245, 245],
  red: [255, 0, 0],
  yellow: [255, 255, 0],
  orange: [255, 165, 0],
}

/** The channels of a colour as a style or attribute writes it; null where it is none that is known. */
export function readColour(value: string): Rgb | null {
  const words = value.toLowerCase().replace('!important', '').trim()
  return channelsOf(words) ?? named[words] ?? null
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [bright, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
