import { t } from '#client/i18n/i18n.ts'
import { faultOf } from '#client/mail/recipients/address-list.ts'
import { noFields } from '#client/mail/contacts/contact-changes.ts'
import { type ContactFields, mostOfContacts } from '#contract/contacts.ts'

/** A contact as it stands in the form: rows that are empty count as none, and groups have commas between them. */
export interface ContactDraft extends Omit<ContactFields, 'groups'> {
  groups: string
}

export function draftOf(fields: ContactFields = noFields): ContactDraft {
  const { addresses, telephones, groups } = fields
  return {
    ...fields,
    addresses: addresses.length > 0 ? addresses.map((each) => ({ ...each })) : [{ address: '', kind: 'work' }],
    telephones: telephones.map((each) => ({ ...each })),
    groups: groups.join(', '),
  }
}

export function fieldsOf(draft: ContactDraft): ContactFields {
  const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  return {
    ...draft,
    name: oneLine(draft.name),
    nickname: oneLine(draft.nickname),
    organisation: oneLine(draft.organisation),
    title: oneLine(draft.title),
    addresses: draft.addresses
      .map(({ address, kind }) => ({ address: address.trim(), kind }))
      .filter(({ address }) => address !== ''),
    telephones: draft.telephones
      .map(({ number, kind }) => ({ number: oneLine(number), kind }))
      .filter(({ number }) => number !== ''),
    groups: [...new Set(draft.groups.split(',').map(oneLine).filter(Boolean))],
  }
}

export interface DraftErrors {
  name: string
  nickname: string
  organisation: string
  title: string
  note: string
  groups: string
  /** By the place of the row. */
  addresses: string[]
  telephones: string[]
}

/** What keeps a contact from being saved, at each field; empty where nothing does. */
export function errorsOf(draft: ContactDraft): DraftErrors {
  const fields = fieldsOf(draft)
  const long = (text: string, count: number) => (text.length > count ? t('contacts.error.long', { count }) : '')
  const isNobody = fields.name === '' && fields.addresses.length === 0
  const isLongGroup = fields.groups.some((group) => group.length > 80)
  return {
    name: isNobody ? t('contacts.error.nobody') : long(fields.name, mostOfContacts.line),
    nickname: long(fields.nickname, mostOfContacts.line),
    organisation: long(fields.organisation, mostOfContacts.line),
    title: long(fields.title, mostOfContacts.line),
    note: long(fields.note, mostOfContacts.note),
    groups: isLongGroup
      ? t('contacts.error.long', { count: 80 })
      : fields.groups.length > mostOfContacts.groups
        ? t('contacts.error.groups', { count: mostOfContacts.groups })
        : '',
    addresses: draft.addresses.map(({ address }) => {
      const written = address.trim()
      const isBad = written !== '' && (faultOf(written) !== null || written.length > 320)
      return isBad ? t('contacts.error.address', { address: written.slice(0, 80) }) : ''
    }),
    telephones: draft.telephones.map(({ number }) => long(number.trim(), 60)),
  }
}

export const isFaulty = (errors: DraftErrors): boolean => Object.values(errors).flat().some(Boolean)
