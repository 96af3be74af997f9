import { describe, isModalOpen, isShown, nameOf, pathOf, roleOf } from './elements.ts'

/** One h1, no skipped level, no empty heading (WCAG 1.3.1, 2.4.6, 2.4.10). */
export function headings(): string[] {
  const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role="heading"]')].filter(
    (heading) => heading.checkVisibility({ visibilityProperty: true }) && !heading.closest('[inert]'),
  )
  const faults: string[] = []
  const first = all.filter((heading) => levelOf(heading) === 1)
  if (first.length !== 1 && !isModalOpen()) faults.push(`${first.length} first-level headings instead of one`)
  // The folders stand before the page's own heading, so the first may be of the second level.
  let level = 1
  for (const heading of all) {
    const own = levelOf(heading)
    if (nameOf(heading).trim() === '' && heading.textContent.trim() === '') {
      faults.push(`empty heading (${pathOf(heading)})`)
    }
    if (own > level + 1) faults.push(`heading level ${own} after ${level}: ${describe(heading)}`)
    level = own
  }
  return faults
}

function levelOf(heading: Element): number {
  return Number(heading.getAttribute('aria-level') ?? /^h(\d)$/.exec(heading.localName)?.[1] ?? 2)
}

const landmarkRoles = new Set([
  'banner',
  'navigation',
  'main',
  'contentinfo',
  'search',
  'complementary',
  'region',
  'form',
])

/** One main, at most one banner, a name for each landmark that is there twice, and all text inside some landmark. */
export function landmarks(): string[] {
  if (isModalOpen()) return []
  const all = [...document.querySelectorAll('body *')].filter(
    (element) => isShown(element) && landmarkRoles.has(roleOf(element)),
  )
  const faults: string[] = []
  const mains = all.filter((element) => roleOf(element) === 'main')
  if (mains.length !== 1) faults.push(`${mains.length} main landmarks instead of one`)
  const seen = new Map<string, Element>()
  for (const element of all) {
    const identity = `${roleOf(element)} "${nameOf(element)}"`
    if (roleOf(element) === 'region' && nameOf(element) === '')
      faults.push(`region without a name (${pathOf(element)})`)
    if (seen.has(identity)) faults.push(`two landmarks are both ${identity} (${pathOf(element)})`)
    seen.set(identity, element)
  }
  return faults
}

/** The innermost landmark around what has the focus: `navigation "Folders"`. Null for none, and for a region without a name. */
export function landmarkOfFocus(): string | null {
  for (let at = document.activeElement; at; at = at.parentElement) {
    const role = roleOf(at)
    if (role === 'main') return null
    if (landmarkRoles.has(role)) return role === 'banner' || nameOf(at) !== '' ? `${role} "${nameOf(at)}"` : null
  }
  return null
}

/** Title, language and direction of the page, and that it can be enlarged (WCAG 2.4.2, 3.1.1, 1.4.4). */
export function page(expected: { lang: string; dir: string }): string[] {
  const faults: string[] = []
  const root = document.documentElement
  if (!/^\S.* – Curbcut$/.test(document.title)) faults.push(`page title is "${document.title}"`)
  if (root.lang !== expected.lang) faults.push(`language of the page is "${root.lang}", not "${expected.lang}"`)
  if (getComputedStyle(root).direction !== expected.dir) faults.push(`direction of the page is not ${expected.dir}`)
  const viewport = document.querySelector<HTMLMetaElement>('meta[name="viewport"]')?.content ?? ''
  if (/user-scalable\s*=\s*(no|0)|maximum-scale|minimum-scale/.test(viewport))
    faults.push(`zoom is limited: ${viewport}`)
  if (!viewport.includes('width=device-width')) faults.push('no viewport of the width of the device')
  return faults
}

/** Every picture is named or marked as decoration; no letters of an icon font in any name (WCAG 1.1.1). */
export function pictures(): string[] {
  const faults: string[] = []
  for (const picture of document.querySelectorAll('svg, img, canvas, [role="img"]')) {
    if (!isShown(picture) || picture.closest('[aria-hidden="true"]')) continue
    if (picture.matches('img[alt=""], [role="none"], [role="presentation"]')) continue
    if (nameOf(picture).trim() === '') faults.push(`picture neither named nor hidden (${pathOf(picture)})`)
  }
  for (const element of document.querySelectorAll('body *')) {
    const text = `${element.getAttribute('aria-label') ?? ''}${getComputedStyle(element, '::before').content}`
    if (/[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]/u.test(text)) faults.push(`private-use letter (${pathOf(element)})`)
  }
  return faults
}

/** With the wish for less motion nothing moves, and without it nothing moves for more than five seconds (WCAG 2.2.2, 2.3.3). */
export function motion(): string[] {
  return document
    .getAnimations()
    .filter((animation) => animation.playState === 'running' && isRendered(animation))
    .map((animation) => {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
      return `animation still running${target ? ` (${pathOf(target)})` : ''}`
    })
}

/** Chromium keeps transitions of what is not rendered (the inside of closed details) running for ever; nobody sees them. */
function isRendered({ effect }: Animation): boolean {
  const target = effect instanceof KeyframeEffect ? effect.target : null
  return target?.checkVisibility() ?? true
}
