import { hostileMails } from './content/hostile.ts'

/**
 * Subjects of the seed's mails that tests look for, all in the main person's mailbox, in the full and in the small
 * seed alike. Each belongs to one message only, except where a comment says so.
 */
export const subjects = {
  /** The newest message of the inbox, unread, plain text, from Ben Okafor. */
  newestUnread: 'Harbour kiosk: can you look before noon?',
  /** Two attachments (a tagged PDF and a workbook) beside text and HTML; flagged. */
  withAttachments: 'Budget review moved to Thursday',
  /** Table layout, remote pictures, a counting pixel, List-Unsubscribe with one click; unread. */
  htmlNewsletter: 'Doors that open themselves, and one that should not',
  /** text/calendar with METHOD:REQUEST; unread. */
  invitation: 'Invitation: Planning meeting',
  /** First message of a conversation kept in `Projects/Website renewal`; its answer is "Re: …". */
  conversation: 'Notes from the screen reader session',
  /** Answered and with a keyword; the first of five messages. */
  footbridge: 'Footbridge: three variants on one page',
  /** Forwarded by the main person; the copy in Sent starts with "Fwd: ". */
  forwarded: 'Application 0417: one more document',
  /** Through a mailing list, hard-wrapped, quotes down to "> >". */
  mailingList: 'Do you still carry a spirit level?',
  spanish: 'Reunión de vecinos sobre la pasarela: ¿nos acompaña?',
  arabic: 'سؤال عن مدخل المكتبة',
  hebrew: 'תחנת האוטובוס ליד הגשר',
  japanese: '来月の視察について',
  /** ISO-2022-JP in body, headers and file name. */
  japaneseOldCharset: '資料の送付（点字版）',
  /** windows-1252, 8 bit, with an RFC 2231 file name. */
  windows1252: 'Terrasse: 3 € Gebühr – ab wann?',
  /** HTML that is one inline picture without description. */
  pictureOnly: 'Summer by the river',
  /** Two inline pictures inside text, one with a description. */
  inlinePictures: 'How the landing looks from the water',
  /** The display name holds another address than the real one. */
  lookalikeName: 'Are you at your desk?',
  /** Sender's domain and link in mixed scripts (punycode). */
  lookalikeDomain: 'Your mailbox is almost full',
  /** Scripts of every spelling. */
  hostile: 'Mail safety exercise 1 of 14: scripts',
  hostileEvents: 'Mail safety exercise 2 of 14: event handlers',
  /** Fixed and huge boxes that would cover the application. */
  hostileCover: 'Mail safety exercise 8 of 14: a cover over the window',
  /** role=alert, aria-live, landmarks and headings inside the mail. */
  hostileAria: 'Mail safety exercise 12 of 14: loud words for screen readers',
  /** One To of 40 and a Cc of 21 people. */
  manyRecipients: 'River walk on Sunday: who brings what',
  /** message/rfc822 inside message/rfc822. */
  nestedForward: 'Fwd: Fwd: Gate too narrow',
  /** A PDF and nothing else: the whole message is the attachment. */
  noTextPart: 'Scan from copier-2',
  /** Its subject is longer than 2,000 characters; this is how it begins. */
  hugeSubjectStart: 'Kerb heights of all stops of line 14 and line 27',
  /** No Date, an unknown charset, a broken header line. */
  careless: 'LEVEL ALARM',
  /** File names with directories, a bidi override, a device name, double endings and 360 letters. */
  oddFileNames: 'The map, in all versions',
  /** A draft with two recipients. */
  draft: 'Wording of the error messages',
  /** In Junk, unread. */
  junk: 'Ada.Lindqvist, your parcel of 2 MILLION is waiting!!!',
  /** In Trash. */
  trash: 'Cake in the kitchen',
} as const

/** Subjects of all mails with hostile HTML; each text begins with a sentence that has to stay readable. */
export const hostileSubjects: readonly string[] = hostileMails.map(({ subject }) => subject)

/** Sender of the message with an empty subject. */
export const senderOfEmptySubject = 'j.osei@example.com'

/** What a script of a hostile mail would set on `window`, had it run. */
export const xssMark = '__curbcutXss'
