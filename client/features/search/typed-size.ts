import { localeTag } from '#client/i18n/i18n.ts'

const steps = { b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9 } as const

/** A size as a person typed it, "5 MB", "500 kB", "1,5 GB", in bytes; without a unit it is megabytes. Null for what is none. */
export function readTypedSize(text: string): number | null {
  const [, number = '', unit = 'mb'] = /^([\d.,]+)\s*([a-z]+)?$/i.exec(text.trim()) ?? []
  const step = steps[unit.toLowerCase() as keyof typeof steps] as number | undefined
  const value = Number(number.replace(',', '.'))
  if (number === '' || step === undefined || Number.isNaN(value)) return null
  const bytes = Math.round(value * step)
  return bytes > 0 && bytes <= 0xffffffff ? bytes : null
}

/** How a size is written here, for hints. */
export const exampleSize = () => (localeTag.value.startsWith('es') ? '2,5 MB' : '2.5 MB')
