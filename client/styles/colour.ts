/** A colour as its parts in linear light, each 0 to 1, and how much of it covers what lies under it. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

const notation = /^oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)(?:\s*\/\s*([\d.]+))?\s*\)$/

/** Reads `oklch(L% C H / alpha)`, the only notation of our themes (CSS Color 4, 9.4 and the matrices of its section 10). */
export function parseOklch(text: string): Colour {
  const [, lightness, chroma, hue, alpha] = notation.exec(text.trim()) ?? []
  if (lightness === undefined) throw new Error(`Not an oklch colour: ${text}`)
  const l = Number(lightness) / 100
  const angle = (Number(hue) * Math.PI) / 180
  const a = Number(chroma) * Math.cos(angle)
  const b = Number(chroma) * Math.sin(angle)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return {
    red: clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    green: clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    blue: clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
    alpha: alpha === undefined ? 1 : Number(alpha),
  }
}

/** Outside of what a screen can show, a colour is shown as the nearest edge of it. */
function clamp(part: number): number {
  return Math.min(Math.max(part, 0), 1)
}

/** Relative luminance (WCAG 2.2), from linear light. */
function luminance({ red, green, blue }: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
