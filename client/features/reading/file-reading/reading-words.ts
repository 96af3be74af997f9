import { localeTag, t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type FileReading } from '#contract/file-reading.ts'

/** What is known of a file, in words: first what decides whether it can be read at all. Nothing is said of what is not known. */
export function readingWords(reading: FileReading): string[] {
  const { hasText, isTagged, undescribedPictures } = reading
  const words: string[] = []
  if (hasText === false) words.push(t(`file-reading.noText.${reading.kind === 'pdf' ? 'pdf' : 'other'}`))
  else if (isTagged !== null) words.push(t(`file-reading.${isTagged ? 'tagged' : 'untagged'}`))
  words.push(...headingWords(reading))
  if (undescribedPictures) words.push(t('file-reading.undescribed', { count: undescribedPictures }))
  return [...words, ...propertyWords(reading)]
}

function headingWords({ kind, hasText, hasHeadings, untitledSlides }: FileReading): string[] {
  if (hasText === false) return []
  if (untitledSlides !== null) {
    return [
      untitledSlides > 0 ? t('file-reading.untitledSlides', { count: untitledSlides }) : t('file-reading.titledSlides'),
    ]
  }
  if (hasHeadings === null || (kind !== 'document' && kind !== 'spreadsheet')) return []
  return [t(`file-reading.${hasHeadings ? 'headings' : 'noHeadings'}.${kind}`)]
}

function propertyWords({ title, language }: FileReading): string[] {
  const words: string[] = []
  if (title !== null) {
    const line = plainLine(title)
    words.push(line === '' ? t('file-reading.noTitle') : t('file-reading.title', { title: line }))
  }
  if (language !== null) {
    words.push(
      language === '' ? t('file-reading.noLanguage') : t('file-reading.language', { language: nameOf(language) }),
    )
  }
  return words
}

/** A tag that stands for no language known here is said as it is. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames(localeTag.value, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
