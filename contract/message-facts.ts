import type { Protection } from './signatures.ts'

/*
 * What a message's header fields and reports say, in our words. Types only: they travel inside `message`.
 */

/** What the organisation's own mail server found out about the sender (RFC 8601). */
export interface Authentication {
  /** The domain the message says it comes from, in lower case; empty where it names none, or several. */
  domain: string
  /** `unproven`: the server said nothing, or nothing that is about this domain. */
  verdict: 'verified' | 'failed' | 'unproven'
  /** The server's results, the first of each method; `domain` is what each one is about, or null. */
  results: { method: 'dmarc' | 'dkim' | 'spf'; result: string; domain: string | null }[]
}

/** The ways a mailing list offers (RFC 2369, RFC 2919, RFC 8058). Addresses of pages are https; of mail, mailto. */
export interface MailingList {
  /** Its name, else its id, else the sender's domain; plain text, at most 200 characters. */
  name: string
  id: string | null
  /** `oneClick`: one POST by the server is enough. Null where no way out is offered. */
  unsubscribe: { oneClick: boolean; mail: string | null; page: string | null } | null
  post: string | null
  help: string | null
  archive: string | null
}

/** The sender asks to be told that the message was read (RFC 8098). */
export interface ReceiptRequest {
  /** Where the receipt goes. */
  address: string
  /** That is another address than the sender's. */
  elsewhere: boolean
}

export interface DeliveryOutcome {
  address: string
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** Enhanced status code (RFC 3463) such as `5.1.1`, or null. */
  status: string | null
  /** The other server's own words, at most 300 characters. */
  said: string
}

export type MessageReport =
  /** What became of a message the person sent (RFC 3464). `more`: recipients left out of the list. */
  | { kind: 'delivery'; subject: string | null; outcomes: DeliveryOutcome[]; more: number }
  /** A receipt for a message the person sent (RFC 8098). */
  | {
      kind: 'receipt'
      subject: string | null
      address: string
      disposition: 'displayed' | 'deleted' | 'denied' | 'other'
    }

export interface MessageFacts {
  /** Null where the operator has not said whose results are to be trusted. */
  authentication: Authentication | null
  list: MailingList | null
  /** Null also where it is not to be asked: answered before, from a list, one's own. */
  receipt: ReceiptRequest | null
  report: MessageReport | null
  /** What of it is signed or encrypted, in the order of the message. */
  protection: Protection[]
  /** The mail server wrote it as the mailbox was filling; false where the operator has not said as whom it does. */
  storageWarning: boolean
  /** The header is longer than 256 KB, so that not all of it was read. */
  headerCut: boolean
}
