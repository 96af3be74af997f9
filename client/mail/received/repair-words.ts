import { t } from '#client/i18n/i18n.ts'
import { guessLanguage } from '#client/mail/guess-language.ts'
import type { ReadableWords } from './reading/readable-words.ts'
import type { RepairWords } from './repair.ts'

/** What is said where a message left something out, in the person's language. */
export function repairWords(): RepairWords {
  return {
    unnamedPicture: t('reading.unnamedPicture'),
    opens: (host) => t('reading.opens', { host }),
    misleading: (host) => t('reading.reallyLeads', { host }),
  }
}

/** The same for a message that is rebuilt. */
export function readableWords(): ReadableWords {
  return {
    unnamedPicture: t('reading.unnamedPicture'),
    linkedPicture: (place) => t('views.linkedPicture', { place }),
    rowByRow: t('views.rowByRow'),
    earlierLines: (count, name) =>
      name === null ? t('views.earlierLines', { count }) : t('views.earlierLinesFrom', { count, name }),
    signature: t('views.signature'),
    legalNotice: t('views.legalNotice'),
    footer: (count) => t('views.footer', { count }),
    guessLanguage,
  }
}
