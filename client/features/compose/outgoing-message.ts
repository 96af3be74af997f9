import { oneLine } from '#client/mail/answer-subject.ts'
import { type Draft, type DraftFile } from '#client/mail/draft.ts'
import { localeTag } from '#client/i18n/i18n.ts'
import { directionOf, guessLanguage } from '#client/mail/guess-language.ts'
import { goingFiles } from '#client/mail/draft-pictures.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { type OutgoingMessage, type Recipient } from '#contract/sending.ts'
import { fitDepth } from '#client/mail/editor/document/fit-depth.ts'
import { documentFromText, isEmptyDocument } from '#client/mail/editor/document/from-text.ts'

/** The draft in the form the server takes. An address in two fields goes out once, in the first of them. */
export function outgoingMessage(draft: Draft, mainAddress: string): OutgoingMessage {
  const taken = new Set<string>()
  const once = (recipients: readonly Recipient[]) =>
    recipients
      .filter(({ address }) => !taken.has(address.toLowerCase()) && taken.add(address.toLowerCase()))
      .map(({ name, address }) => ({ name: oneLine(name).slice(0, 200), address }))
  return {
    idempotencyKey: draft.idempotencyKey,
    from: draft.from || mainAddress,
    to: once(draft.to),
    cc: once(draft.cc),
    bcc: once(draft.bcc),
    subject: oneLine(draft.subject),
    text: draft.text,
    ...(draft.document ? { document: outgoingDocument(draft.document, draft) } : {}),
    answering:
      draft.messageId === null
        ? null
        : {
            kind: draft.kind === 'forward' ? 'forward' : 'reply',
            messageId: draft.messageId,
          },
    ...(draft.thread ? { thread: draft.thread } : {}),
    files: outgoingFiles(goingFiles(draft)),
    ...forwardedWith(draft),
    ...(draft.options ? { options: { ...draft.options } } : {}),
    draft: { ...draft.place },
  }
}

export const outgoingFiles = (files: readonly DraftFile[]) =>
  files.map(({ uploadId, part, cid }) => ({ uploadId, part, ...(cid === undefined ? {} : { contentId: cid }) }))

/** Where a file lies changes when the draft is saved; which message it is does not. */
function forwardedWith({ files }: Draft): Pick<OutgoingMessage, 'forwarded'> {
  const forwarded = files.flatMap(({ forwards }) => forwards ?? [])
  return forwarded.length > 0 ? { forwarded } : {}
}

/** With the language a voice is to read it in: as the person said, as the text shows, else that of the page. */
function outgoingDocument(document: RichDocument, { text, links, files }: Draft): RichDocument {
  // Before the editor is there, what is typed is in the plain field.
  const { content, attrs } = isEmptyDocument(document) ? documentFromText(text, links) : document
  const lang = attrs.lang ?? guessLanguage(text) ?? localeTag.value
  const known = new Set(files.map(({ cid }) => cid))
  return fitDepth({
    type: 'doc',
    attrs: { lang, dir: attrs.dir ?? directionOf(attrs.lang) },
    content: withPictures(content, known),
  })
}

/** Of pictures only those whose file is there: one may have been left out since. */
function withPictures(nodes: readonly RichNode[], known: ReadonlySet<unknown>): RichNode[] {
  return nodes.flatMap((node) => without(node, known))
}

function without(node: RichNode, known: ReadonlySet<unknown>): RichNode[] {
  if (node.type === 'picture') return known.has(node.attrs?.['cid']) ? [node] : []
  return [node.content ? { ...node, content: withPictures(node.content, known) } : node]
}
