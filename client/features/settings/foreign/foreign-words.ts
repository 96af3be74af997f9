import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type ForeignDeed, type ForeignLook, type ForeignRule } from '#contract/foreign-rules.ts'

/** What a rule that stays as it is written looks at and does, as far as its words are known. */
export function handWrittenWords({ looks, deeds }: Pick<ForeignRule, 'looks' | 'deeds'>): string {
  const said = [
    ...(looks.length > 0 ? [t('foreign.looks', { what: formatList(looks.map(lookWords)) })] : []),
    ...(deeds.length > 0 ? [t('foreign.does', { what: formatList(deeds.map(deedWords)) })] : []),
  ]
  return said.join(' ')
}

const lookWords = ({ what, value }: ForeignLook): string => t(`foreign.look.${what}`, { value })
const deedWords = ({ what, value }: ForeignDeed): string => t(`foreign.deed.${what}`, { value })
