import { describe, expect, it } from 'vitest'
import { newPassages } from './new-passages.ts'

function startsIn(html: string): string[] {
  const root = document.createElement('div')

  root.innerHTML = html
  return newPassages(root).map((element) => element.textContent.trim())
}

describe('the passages of a message that are new in it', () => {
  it('are what stands before, between and after quotes', () => {
    const html = `<p>First</p><p>More</p><blockquote><p>Old</p><blockquote>Older</blockquote></blockquote><p>Second</p>
      <blockquote>Old</blockquote><ul><li>Third</li><li>More</li></ul>`
    expect(startsIn(html)).toEqual(['First', 'Second', 'Third'])
  })

  it('are no lines that introduce a quote, nothing folded away, and no signature', () => {
    const html = `<p>On Friday, Ann Lee wrote:</p><blockquote>Old</blockquote><p>Answer</p>
      <details><summary>12 earlier lines</summary><p>Old</p></details><p class="signature">Ben</p>`
    expect(startsIn(html)).toEqual(['Answer'])
  })

  it('begin at the innermost block, also where words stand in none', () => {
    expect(startsIn('<div><div>Old</div></div><blockquote>x</blockquote><div><b>New</b> words</div>')).toEqual([
      'Old',
      'New words',
    ])
    expect(startsIn('Bare words<br>more')).toEqual(['Bare wordsmore'])
  })

  it('are none in a message that only quotes, or is empty', () => {
    expect(startsIn('<blockquote><p>Old</p></blockquote>')).toEqual([])
    expect(startsIn('<p> </p>')).toEqual([])
  })
})
