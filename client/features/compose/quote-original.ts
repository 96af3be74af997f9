import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { cleanMail } from '#client/mail/received/clean.ts'
import { trustedHtml } from '#client/mail/received/trusted-html.ts'
import { unwrapText } from '#client/mail/received/unwrap.ts'
import { type Message } from '#contract/messages.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { answerIntroduction, forwardLines } from './fill-draft.ts'
import { fitDepth } from '#client/mail/editor/document/fit-depth.ts'
import { blocksOf } from '#client/mail/editor/document/from-text.ts'
import { blocksFromTree, prepareTree } from '#client/mail/editor/document/from-tree.ts'

/** Longer than this, the original is quoted as its words: nobody reads it, and it would have to be sent back. */
const longestHtml = 400_000
const longestText = 200_000

/** For each Content-ID of a message, the name its picture has in the draft. */
export type PictureNames = ReadonlyMap<string, string>
const noPictures: PictureNames = new Map()

/**
 * What an answer or forwarded message begins with: room to write, then the original in a quote with a line above that says
 * whose it is. Of formatted originals the structure is quoted, made of their cleaned form; nothing of their looks.
 */
export function quoteOriginal(
  { kind, opening }: Pick<Draft, 'kind' | 'opening'>,
  original: Message,
  words: string,
  pictures: PictureNames = noPictures,
): RichDocument {
  const isForwarded = kind === 'forward'
  const blocks = originalBlocks(original, words, isForwarded ? pictures : noPictures)
  const above = isForwarded ? forwardedAbove(original) : [paragraph([text(answerIntroduction(original))])]
  const quote: RichNode = { type: 'blockquote', content: blocks.length > 0 ? blocks : [paragraph([])] }
  const room = opening === undefined ? [paragraph([])] : [...blocksOf(opening.split('\n')), paragraph([])]
  const content = [...room, ...above, ...(isForwarded ? blocks : [quote])]
  return fitDepth({ type: 'doc', attrs: { lang: null, dir: null }, content })
}

function originalBlocks(original: Message, words: string, pictures: PictureNames): readonly RichNode[] {
  const html = original.html?.content ?? ''
  if (html.trim() !== '' && html.length <= longestHtml) return blocksOfHtml(html, pictures)
  return blocksOf(
    unwrapText(words.slice(0, longestText))
      .replace(/\n-- \n[\s\S]*$/, '')
      .split('\n'),
  )
}

/** A draft that was saved with formatting, to be gone on with. */
export function documentOfHtml(html: string, pictures: PictureNames): RichDocument {
  const blocks = blocksOfHtml(html, pictures)
  const { language, direction } = cleanMail(html, silent)
  const content = blocks.length > 0 ? [...blocks] : [paragraph([])]
  return fitDepth({ type: 'doc', attrs: { lang: language, dir: direction }, content })
}

/** Stands for the words of a picture that has none (object replacement character); nobody types it. */
const undescribed = '\uFFFC'

// Words of ours about pictures and links are for reading; they must not be taken for the author's.
const silent = { unnamedPicture: undescribed, opens: () => '', misleading: () => '' }

function blocksOfHtml(html: string, pictures: PictureNames): readonly RichNode[] {
  const { body } = new DOMParser().parseFromString(trustedHtml(cleanMail(html, silent).html), 'text/html')
  for (const hidden of body.querySelectorAll<HTMLElement>('[style*="none"]')) {
    if (hidden.style.display === 'none') hidden.remove()
  }
  for (const picture of body.querySelectorAll('img')) {
    const cid = pictures.get(picture.dataset['cid'] ?? '')
    if (cid === undefined) delete picture.dataset['cid']
    else picture.dataset['cid'] = cid
    if (picture.alt !== undescribed) continue
    picture.alt = ''
    picture.dataset['undescribed'] = ''
  }
  const places = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (places.nextNode()) {
    const { currentNode: place } = places
    if (place.nodeValue?.includes(undescribed)) place.nodeValue = place.nodeValue.replaceAll(undescribed, '')
  }
  const names = new Set(pictures.values())
  prepareTree(body, (cid) => names.has(cid))
  return blocksFromTree(body)
}

function forwardedAbove(original: Message): RichNode[] {
  const lines = forwardLines(original).filter(({ value }) => value !== '')
  const content = lines.flatMap(({ label, value }, index) => [
    ...(index === 0 ? [] : [{ type: 'hard_break' as const }]),
    text(`${label}: `),
    text(value.replaceAll(/[\r\n\0]+/g, ' ')),
  ])
  return [{ type: 'horizontal_rule' }, paragraph([text(t('compose.forwardedMessage'))]), paragraph(content)]
}

const text = (words: string): RichNode => ({ type: 'text', text: words })
const paragraph = (content: RichNode[]): RichNode => ({ type: 'paragraph', attrs: { dir: null }, content })
