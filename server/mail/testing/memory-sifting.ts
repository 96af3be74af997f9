import type { FolderPath, MessageReference } from '../mail-account.ts'
import type { MailSifting, Sifted, SiftedMessage, SiftWish } from '../mail-sifting.ts'
import { readHeader } from '../mime/headers/header-fields.ts'
import { wordsOfHtml } from '../search-match.ts'
import { Problem } from '#server/problem.ts'
import type { StoredLetter } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

export class MemorySifting implements MailSifting {
  readonly #box: () => Promise<MemoryMailbox>

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async sift(
    path: FolderPath,
    { offset, limit }: { offset: number; limit: number },
    wish: SiftWish,
    isCaught: (message: SiftedMessage) => boolean,
  ): Promise<Sifted> {
    const folder = (await this.#box()).folder(path)
    const letters = folder.letters.toReversed().slice(offset, offset + limit)
    const caught = letters.filter((letter) => isCaught(siftedOf(letter, wish)))
    return {
      ...{ total: folder.letters.length, looked: letters.length },
      caught: caught.map((letter) => folder.summary(letter)),
    }
  }

  async look(reference: MessageReference, wish: SiftWish): Promise<SiftedMessage> {
    const letter = (await this.#box()).folders.get(reference.folder)?.find(reference)
    if (!letter) throw new Problem('message-gone')
    return siftedOf(letter, wish)
  }
}

function siftedOf(letter: StoredLetter, wish: SiftWish): SiftedMessage {
  const names = wish.fields.map((name) => name.toLowerCase())
  const { fields, cut } = readHeader(Buffer.from(letter.source === '' ? headerOf(letter) : letter.source))
  return {
    header: { fields: fields.filter(({ name }) => names.includes(name)), cut },
    sizeBytes: letter.sizeBytes,
    texts: wish.texts ? [letter.text, ...(letter.html === undefined ? [] : [wordsOfHtml(letter.html)])] : [],
    hasAttachedPart: letter.parts.length > 0,
    fileNames: letter.parts.map(({ name }) => name),
    types: letter.parts.map(({ type }) => type),
    receivedAtMs: letter.receivedAtMs,
  }
}

function headerOf({ from, to, cc = [], subject }: StoredLetter): string {
  const people = (some: StoredLetter['from']) => some.map(({ name, address }) => `"${name}" <${address}>`).join(', ')
  return [`From: ${people(from)}`, `To: ${people(to)}`, `Cc: ${people(cc)}`, `Subject: ${subject}`, '', ''].join('\r\n')
}
