import { type FileReading, longestTitle } from '#contract/file-reading.ts'

export const nothingKnown: FileReading = {
  ...{ kind: null, hasText: null, isTagged: null, title: null, language: null },
  ...{ hasHeadings: null, untitledSlides: null, undescribedPictures: null },
}

/** A title as it is told: one line without signs that draw nothing or turn text round. */
export function titleOf(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, ' ').replace(/\s+/g, ' ')
  return line.trim().slice(0, longestTitle).toWellFormed()
}

/** A BCP 47 tag as it is told: empty for what is none. */
export function languageOf(tag: string): string {
  const trimmed = tag.trim().replaceAll('_', '-')
  return /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,4}$/i.test(trimmed) ? trimmed : ''
}

/** Counts pictures without a description, some of which stand inside others. */
export class PictureCount {
  undescribed = 0
  readonly #open: { name: string; isPicture: boolean; isDescribed: boolean }[] = []

  begin(name: string, isPicture: boolean): void {
    this.#open.push({ name, isPicture, isDescribed: false })
  }

  /** The innermost one is a picture. */
  isPicture(): void {
    const innermost = this.#open.at(-1)
    if (innermost) innermost.isPicture = true
  }

  /** The innermost one has a description, or says that it needs none. */
  isDescribed(): void {
    const innermost = this.#open.at(-1)
    if (innermost) innermost.isDescribed = true
  }

  end(name: string): void {
    if (this.#open.at(-1)?.name !== name) return
    const ended = this.#open.pop()
    if (ended?.isPicture && !ended.isDescribed) this.undescribed += 1
  }
}
