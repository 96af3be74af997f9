const strongRightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u
const strong = /\p{L}/u
const leastLetters = 12

const primary = (language: string | null) => language?.split('-')[0]?.toLowerCase() ?? ''

/** The direction of the first letter that has one; null without letters. */
export function directionOfText(text: string): 'ltr' | 'rtl' | null {
  const letter = strong.exec(text)?.[0]
  return letter === undefined ? null : strongRightToLeft.test(letter) ? 'rtl' : 'ltr'
}

/**
 * Says the language and direction of each block where they are others than the message's, as declared, else as guessed. Answers
 * how many blocks got a language that the message did not give them.
 */
export function markLanguages(
  root: Element,
  base: { language: string | null; direction: 'ltr' | 'rtl' },
  guess: (text: string) => string | null,
): number {
  let guessed = 0
  for (const block of root.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6, li, td, th, caption, pre')) {
    if (block.querySelector('p, ul, ol, table') !== null) continue
    const text = block.textContent
    const declared = block.getAttribute('lang')
    if (declared !== null && primary(declared) === primary(base.language)) block.removeAttribute('lang')
    else if (declared === null && text.length >= leastLetters) {
      const language = guess(text)
      if (language !== null && primary(language) !== primary(base.language)) {
        block.lang = language
        guessed += 1
      }
    }
    const direction = directionOfText(text)
    if (direction !== null && direction !== base.direction) block.dir = direction
    else block.removeAttribute('dir')
  }
  return guessed
}
