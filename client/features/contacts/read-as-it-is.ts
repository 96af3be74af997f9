import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { type Contact, readContact } from '#contract/contacts.ts'

/** A contact as it is now; null where there is none any more, undefined where that cannot be said. */
export async function readAsItIs(contactId: string): Promise<Contact | null | undefined> {
  try {
    return await call(readContact, { params: { contactId } })
  } catch (error) {
    return error instanceof ApiProblem && error.type === 'not-found' ? null : undefined
  }
}
