import type { MessageFacts } from '#contract/message-facts.ts'
import type { FullMessage } from './mail-account.ts'
import { readAuthentication } from './mime/headers/authentication.ts'
import { readMailingList } from './mime/headers/mailing-list.ts'
import { readReceiptRequest } from './mime/headers/receipt-request.ts'
import { isStorageWarning } from './mime/headers/storage-warning.ts'

/**
 * Reads what messages say of themselves. `authservId`: whose results about senders are trusted (RFC 8601), or null;
 * `warningSender`: as whom the mail server writes when a mailbox is filling, or null.
 */
export class FactReader {
  readonly #authservId: string | null
  readonly #warningSender: string | null

  constructor(authservId: string | null, warningSender: string | null = null) {
    this.#authservId = authservId
    this.#warningSender = warningSender
  }

  /** `ownAddresses`: the reader's; one does not ask oneself for a receipt. */
  read(message: FullMessage, ownAddresses: readonly string[]): MessageFacts {
    const { header, from, report, protection } = message
    return {
      authentication: this.#authservId === null ? null : readAuthentication(header, from, this.#authservId),
      list: readMailingList(header, domainOf(from[0]?.address ?? '')),
      receipt: this.receipt(message, ownAddresses),
      report,
      protection,
      storageWarning: this.#warningSender !== null && isStorageWarning(header, from, this.#warningSender),
      headerCut: header.cut,
    }
  }

  receipt(message: FullMessage, ownAddresses: readonly string[]): MessageFacts['receipt'] {
    if (message.flags.includes('receiptAnswered') || message.flags.includes('draft')) return null
    const isOwn = message.from.some(({ address }) =>
      ownAddresses.some((own) => own.toLowerCase() === address.toLowerCase()),
    )
    return isOwn ? null : readReceiptRequest(message)
  }

  /** Whether the sender is who the message says: as far as one can tell where nobody's results are trusted. */
  isVerified({ header, from }: FullMessage): boolean {
    return this.#authservId === null || readAuthentication(header, from, this.#authservId).verdict === 'verified'
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
