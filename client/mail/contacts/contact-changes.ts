import { ref } from 'vue'
import { type ContactFields } from '#contract/contacts.ts'

/** Another number whenever a contact was added, changed or deleted, here or elsewhere: what is shown of them is to be read again. */
export const contactChanges = ref(0)

export const noFields: ContactFields = {
  ...{ name: '', nickname: '', organisation: '', title: '', note: '' },
  ...{ addresses: [], telephones: [], groups: [], prefersPlainText: false, needsAccessible: false },
}
