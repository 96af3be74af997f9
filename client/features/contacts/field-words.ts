import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type ContactFields } from '#contract/contacts.ts'

export interface FieldWords {
  key: keyof ContactFields
  name: string
  value: string
}

const withKind = (value: string, kind: string) =>
  kind === 'other' ? plainLine(value) : plainLine(value) + t('contacts.kindOf', { kind: t(`contacts.kind.${kind}`) })

/** Every field of a contact as it is read, empty where there is nothing. */
export function wordsOfFields(fields: ContactFields): FieldWords[] {
  const { name, nickname, addresses, telephones, organisation, title, groups, note } = fields
  return [
    { key: 'name', name: t('contacts.name'), value: name },
    { key: 'nickname', name: t('contacts.nickname'), value: nickname },
    {
      key: 'addresses',
      name: t('contacts.address'),
      value: addresses.map(({ address, kind }) => withKind(address, kind)).join('\n'),
    },
    {
      key: 'telephones',
      name: t('contacts.telephone'),
      value: telephones.map(({ number, kind }) => withKind(number, kind)).join('\n'),
    },
    { key: 'organisation', name: t('contacts.organisation'), value: organisation },
    { key: 'title', name: t('contacts.role'), value: title },
    { key: 'groups', name: t('contacts.groups'), value: groups.join(t('contacts.comma')) },
    { key: 'note', name: t('contacts.note'), value: note },
    ...(['prefersPlainText', 'needsAccessible'] as const).map((key) => ({
      key,
      name: t(`contacts.${key}`),
      value: t(fields[key] ? 'contact-books.conflict.yes' : 'contact-books.conflict.no'),
    })),
  ]
}
