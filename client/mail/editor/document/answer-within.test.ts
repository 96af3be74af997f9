import { EditorState, TextSelection } from 'prosemirror-state'
import { describe, expect, it } from 'vitest'
import { isRichDocument } from '#contract/rich-text.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { answerWithin } from './answer-within.ts'
import { documentFromText } from './from-text.ts'
import { fromJson, toJson } from './from-tree.ts'

/** The text after an answer has been put in where the bar stands, or null where that cannot be. */
function answered(text: string): string | null {
  const whole = fromJson(documentFromText(text))
  let bar = -1
  whole.descendants((node, position) => {
    if (node.isText && node.text?.includes('|')) bar = position + node.text.indexOf('|')
  })
  let state = EditorState.create({ doc: whole })
  state = state.apply(state.tr.delete(bar, bar + 1))
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, bar)))
  const isDone = answerWithin(state, (transaction) => (state = state.apply(transaction)))
  if (!isDone) return null
  state = state.apply(state.tr.insertText('Yes.'))
  const document = toJson(state.doc)
  expect(isRichDocument(document)).toBe(true)
  return plainTextOf(document)
}

describe('An answer within a quote', () => {
  it.each([
    ['in the middle of a paragraph', 'Ann wrote:\n\n> One. |Two.', 'Ann wrote:\n\n> One. \n\nYes.\n\n> Two.'],
    ['after a paragraph', '> One.|\n>\n> Two.', '> One.\n\nYes.\n\n> Two.'],
    ['before a paragraph', '> One.\n>\n> |Two.', '> One.\n\nYes.\n\n> Two.'],
    ['at the end of the quote', '> One.|', '> One.\n\nYes.'],
    ['at the beginning of the quote', '> |One.', 'Yes.\n\n> One.'],
    ['between the items of a list', '> - One|\n> - Two', '> - One\n\nYes.\n\n> - Two'],
    ['out of a quote in a quote', '> > One.|\n> >\n> > Two.', '>> One.\n\nYes.\n\n>> Two.'],
  ])('stands %s, with nothing lost and nothing empty left', (_, before, after) =>
    expect(answered(before)?.replaceAll(/ +$/gm, '')).toBe(after.replaceAll(/ +$/gm, '')),
  )

  it('is nothing where nothing is quoted', () => expect(answered('One. |Two.')).toBeNull())
})
