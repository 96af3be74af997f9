import { t } from '#client/i18n/i18n.ts'
import type { Structure } from '#client/mail/received/reading/structure.ts'

/** "Newsletter, 5 sections, 2 pictures without description, 1 table, 14 links, about 300 words": what there is none of is not said. */
export function structureLine({ kind, sections, pictures, unnamedPictures, tables, links, words }: Structure): string {
  const counts = { sections, pictures: pictures - unnamedPictures, unnamedPictures, tables, links, words }
  const parts = Object.entries(counts).flatMap(([name, count]) =>
    count > 0 ? [t(`view-changes.count.${name}`, { count })] : [],
  )
  return [t(`view-changes.kind.${kind}`), ...parts].join(t('view-changes.comma'))
}
