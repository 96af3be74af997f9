import { readPhoto } from '#contract/contact-marks.ts'
import { askBytes } from './read-bytes.ts'

/**
 * The photo in the card of a contact.
 * @throws {ApiProblem}
 */
export async function readPhotoOf(contactId: string, signal: AbortSignal): Promise<Blob> {
  return (await askBytes(readPhoto, { params: { contactId }, query: {} }, signal)).blob()
}
