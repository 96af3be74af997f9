import type { PictureKind } from './picture-kind.ts'

/** A picture from the web, checked. */
export interface FetchedPicture {
  type: PictureKind['type']
  bytes: Buffer
}

/** The port to pictures on the web. */
export interface PictureSource {
  /**
   * @throws PictureRefused when the address may not be asked, or what it answers may not be shown
   */
  fetch(address: string): Promise<FetchedPicture>
}

/** Why a picture is not shown, for tests and for whoever debugs; the person asking is told only that it is so. */
export type RefusalReason =
  'address' | 'name' | 'network' | 'redirects' | 'status' | 'encoding' | 'size' | 'kind' | 'time' | 'connection'

export class PictureRefused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(`Picture refused: ${reason}`, options)
    this.name = 'PictureRefused'
    this.reason = reason
  }
}
