import { beforeEach, describe, expect, it } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { goToNextText } from './go-to-next-text.ts'

const said = () => recentAnnouncements.value.map(({ text }) => text)
/** What has the focus, also inside a frame. */
function focused(): string {
  const outer = document.activeElement
  const inner = outer instanceof HTMLIFrameElement ? outer.contentDocument?.activeElement : outer
  return inner?.textContent.trim() ?? ''
}

function show(html: string, framed = ''): void {
  document.body.innerHTML = `<h2 tabindex="-1">Subject</h2><div data-message-text>${html}</div>
    <div data-message-text><iframe class="mail-frame"></iframe></div><button>Reply</button>`
  const inside = document.querySelector('iframe')?.contentDocument

  if (inside) inside.body.innerHTML = framed
  // jsdom lays nothing out, and a frame has prototypes of its own.
  const realms = [globalThis, inside?.defaultView as unknown as typeof globalThis]
  for (const realm of realms) realm.Element.prototype.scrollIntoView = () => undefined
  document.querySelector('h2')?.focus()
}

beforeEach(forgetAnnouncements)

describe('going to the next new text', () => {
  it('goes from passage to passage through all open messages, framed or not, and says which it is', () => {
    show('<p>One</p><blockquote>Old</blockquote><p>Two</p>', '<p>Three</p><blockquote>Old</blockquote><p>Four</p>')
    const reached = ['One', 'Two', 'Three', 'Four'].map(() => {
      goToNextText()
      return focused()
    })
    expect(reached).toEqual(['One', 'Two', 'Three', 'Four'])
    expect(said()).toContain('New text 4 of 4')
  })

  it('says that there is none further, and leaves the focus where it is', () => {
    show('<p>One</p>')
    goToNextText()
    goToNextText()
    expect(focused()).toBe('One')
    expect(said()).toContain('There is no further new text')
  })

  it('goes on from where the focus is, not from where it was', () => {
    show('<p>One <a href="#">link</a></p><blockquote><a href="#" class="old">Old</a></blockquote><p>Two</p>')
    document.querySelector<HTMLElement>('.old')?.focus()
    goToNextText()
    expect(focused()).toBe('Two')
  })

  it('leaves no stop for the Tab key behind, and says so where there is no text at all', () => {
    show('<p>One</p>')
    goToNextText()
    document.querySelector('button')?.focus()
    expect(document.querySelector('p')?.hasAttribute('tabindex')).toBe(false)
    show('')
    goToNextText()
    expect(said()).toContain('There is no new text here')
  })
})
