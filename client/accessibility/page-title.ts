import { effectScope, onScopeDispose, shallowReactive, watchEffect } from 'vue'
import type { Router } from 'vue-router'
import { firstHeading, type FocusTarget, focusSoon } from './focus.ts'

const product = 'Curbcut'
const titles = shallowReactive<(() => string)[]>([])
let applying = false

/** The title of the page while the component is mounted: "Inbox, 12 unread – Curbcut". The innermost component wins. */
export function usePageTitle(title: () => string): void {
  titles.push(title)
  onScopeDispose(() => {
    titles.splice(titles.indexOf(title), 1)
  })
  if (applying) return
  applying = true
  effectScope(true).run(() => watchEffect(applyTitle, { flush: 'sync' }))
}

/** Runs at once, before the focus moves, so that a reader that reads the title reads the new one. */
function applyTitle(): void {
  const text = titles.at(-1)?.() ?? ''
  document.title = text === '' ? product : `${text} – ${product}`
}

let wishedTarget: FocusTarget | 'none' = null

/** Says where the focus goes after the navigation that is about to happen, or 'none' when the caller moves it itself. */
export function afterNavigationFocus(target: FocusTarget | 'none'): void {
  wishedTarget = target
}

let ownTarget: (() => HTMLElement | null | undefined) | null = null

/** Where the focus goes after a navigation within a screen that nobody said more about: by Back, by a link, by the palette. */
export function useNavigationFocus(target: () => HTMLElement | null | undefined): void {
  ownTarget = target
  onScopeDispose(() => {
    if (ownTarget === target) ownTarget = null
  })
}

/** The part of the app that is gone to, and what is in it, may come over a slow line. */
const patienceMs = 10_000

/**
 * After each change of route the focus goes to the place asked for, otherwise to the `h1`, which readers speak (R8): a
 * single-page app has no page load to do it. Not on the first one, which is a page load, and not when the focus is still
 * in a place that stayed on the screen.
 */
export function moveFocusOnNavigation(router: Router): void {
  router.afterEach((to, from, failure) => {
    const wished = wishedTarget
    wishedTarget = null
    if (failure || from.matched.length === 0 || to.path === from.path || wished === 'none') return
    void focusSoon(wished ?? (() => ownTarget?.() ?? firstHeading()), { patienceMs })
  })
}
