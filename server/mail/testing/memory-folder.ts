import type { FolderRole, Quota } from '#contract/folders.ts'
import type { MessageReport } from '#contract/message-facts.ts'
import type { Address, Flag } from '#contract/messages.ts'
import type { Protection } from '#contract/signatures.ts'
import { readHeader } from '../mime/headers/header-fields.ts'
import { findReport, readReport } from '../mime/headers/report.ts'
import type { FolderDescription, FullMessage, MessageReference, SignedPart, Summary } from '../mail-account.ts'

export interface StoredPart {
  partId: string
  name: string
  type: string
  charset?: string
  bytes: Buffer
}

export interface StoredLetter {
  uid: number
  from: Address[]
  to: Address[]
  cc?: Address[]
  bcc?: Address[]
  subject: string
  text: string
  html?: string
  receivedAtMs: number
  sizeBytes: number
  flags: Flag[]
  labels: string[]
  messageId: string | null
  references: string[]
  parts: StoredPart[]
  /** The raw message where one was stored whole. */
  source: string
  /** How long the whole is by word of a server whose sizes are wrong. */
  saidBytes?: number
  /** Signatures by the parts they are in. */
  signed?: Record<string, SignedPart>
  protection?: Protection[]
}

/** A folder in memory; UIDs grow and are never given twice. */
export class MemoryFolder {
  path: string
  readonly role: FolderRole | null
  subscribed = true
  validity = '1'
  letters: StoredLetter[] = []
  /** User name of whose it is, where somebody shares it; with what the person may do there (RFC 4314). */
  owner: string | null = null
  /** The mailbox it is in has no room left. */
  isFull = false
  /** How full the mailbox of another is, where that is shown. */
  quota: Quota | null = null
  rights: string | null = null
  /** Who else may do what here. */
  readonly access = new Map<string, string>()
  /** False for a folder in which the person may not put labels on messages. */
  takesLabels = true
  /** What marks stay is said once it was opened. */
  isOpened = false
  readonly notes = new Map<string, string>()
  #nextUid = 1

  constructor(path: string, role: FolderRole | null) {
    this.path = path
    this.role = role
  }

  add(letter: Omit<StoredLetter, 'uid'>): StoredLetter {
    const stored = { ...letter, uid: this.#nextUid++ }
    this.letters.push(stored)
    return stored
  }

  remove(letter: StoredLetter): void {
    this.letters = this.letters.filter((other) => other !== letter)
  }

  find({ validity, uid }: MessageReference): StoredLetter | undefined {
    return validity === this.validity ? this.letters.find((letter) => letter.uid === uid) : undefined
  }

  reference({ uid }: StoredLetter): MessageReference {
    return { folder: this.path, validity: this.validity, uid }
  }

  counts(): { total: number; unread: number } {
    return { total: this.letters.length, unread: this.letters.filter(({ flags }) => !flags.includes('seen')).length }
  }

  describe(): FolderDescription {
    const { path, role, subscribed, owner } = this
    const rights = this.rights === null ? {} : { rights: this.rights }
    const permanent = { seen: true, flagged: true, deleted: true, labels: this.takesLabels }
    const marks = owner !== null && this.isOpened ? { permanent } : {}
    const parts = path.split('/')
    const name = parts.pop() ?? path
    const parentPath = parts.length > 0 ? parts.join('/') : null
    const fixed = { holdsMessages: true, mayHoldFolders: true, separator: '/', owner, ...rights, ...marks }
    return { path, name, parentPath, role, serverRole: role, subscribed, ...fixed, ...this.counts() }
  }

  summary(letter: StoredLetter): Summary {
    const { from, to, subject, text, receivedAtMs, sizeBytes, flags, labels } = letter
    return {
      reference: this.reference(letter),
      from,
      to,
      subject,
      preview: text.replace(/\s+/g, ' ').slice(0, 200),
      receivedAtMs,
      sizeBytes,
      flags,
      labels,
      hasAttachment: letter.parts.length > 0,
    }
  }

  full(letter: StoredLetter): FullMessage {
    return {
      ...this.summary(letter),
      sender: letter.from,
      replyTo: letter.from,
      cc: letter.cc ?? [],
      bcc: letter.bcc ?? [],
      sentAtMs: letter.receivedAtMs,
      text: { content: letter.text, cut: false },
      html: letter.html === undefined ? null : { content: letter.html, cut: false },
      attachments: letter.parts.map(({ partId, name, type, bytes }) => ({
        partId,
        name,
        type,
        sizeBytes: bytes.length,
        contentId: null,
        inline: false,
      })),
      messageId: letter.messageId,
      header: readHeader(Buffer.from(letter.source)),
      report: reportIn(letter),
      protection: letter.protection ?? [],
    }
  }
}

function reportIn({ parts }: StoredLetter): MessageReport | null {
  const found = findReport(parts.map((part) => ({ ...part, transferEncoding: '8bit' })))
  return found && readReport(found, found.said.bytes, found.original?.bytes ?? Buffer.alloc(0))
}
