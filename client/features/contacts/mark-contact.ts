import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { readPhotoOf } from '#client/api/read-photo.ts'
import { sendBytes } from '#client/api/send-bytes.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { changePhoto, markFavourite, removePhoto } from '#contract/contact-marks.ts'
import { type Contact } from '#contract/contacts.ts'

const never = () => new AbortController().signal

/** Changes something of a contact. Failures are told, never thrown. */
export async function told(name: string, work: () => Promise<Contact>): Promise<Contact | null> {
  try {
    const changed = await work()
    contactChanges.value += 1
    return changed
  } catch (error) {
    contactChanges.value += 1
    tellFailure(t('contact-marks.notChanged', { name }), error, () => void told(name, work))
    return null
  }
}

export async function setFavourite({ id, isFavourite, fields }: Contact): Promise<Contact | null> {
  const body = { isFavourite: !isFavourite }
  const changed = await told(fields.name, () => call(markFavourite, { params: { contactId: id }, body }))
  if (changed) announce(t(changed.isFavourite ? 'contact-marks.nowFavourite' : 'contact-marks.noFavourite', fields))
  return changed
}

/** Puts another photo in, or takes it away (null); Undo brings back what was there. */
export async function setPhoto(contact: Contact, photo: Blob | null): Promise<Contact | null> {
  const { name } = contact.fields
  const before = contact.photo === 'here' ? await readPhotoOf(contact.id, never()).catch(() => null) : null
  const changed = await told(name, () => writePhoto(contact, photo))
  if (!changed) return null
  const text = t(photo ? 'contact-marks.photoChanged' : 'contact-marks.photoRemoved', { name })
  useOutcome().offerUndo({
    text,
    async undo() {
      const undone = await told(name, () => writePhoto(changed, before))
      if (undone) useOutcome().tell(t('contact-marks.photoBack', { name }))
    },
  })
  return changed
}

function writePhoto({ id, version }: Contact, photo: Blob | null): Promise<Contact> {
  const params = { contactId: id }
  if (!photo) return call(removePhoto, { params, body: { version } })
  return sendBytes(changePhoto, { params, query: { version } }, photo, { signal: never(), onProgress: () => undefined })
}
