import { onScopeDispose, type MaybeRefOrGetter, type Ref, shallowReactive, toValue } from 'vue'
import { type FocusTarget, focusElement, isReachable, tabbableIn } from './focus.ts'

export interface RegionOptions {
  /** Where the region stands in the round of F6, lowest first. */
  order: number
  /** What people call it, in their language: for "where am I". */
  name: MaybeRefOrGetter<string>
  /** What to focus when the region has not been visited yet: the kept row, a heading. Otherwise its first Tab stop. */
  target?: FocusTarget
}

interface Region extends RegionOptions {
  readonly element: Readonly<Ref<HTMLElement | null | undefined>>
  lastFocused: HTMLElement | null
}

const regions = shallowReactive<Region[]>([])
let listening = false

/**
 * Makes an element one of the regions that F6 and Shift+F6 (and Ctrl+F6, because browsers may keep F6) go round. Coming
 * back to a region returns to the element that was left.
 */
export function useRegion(element: Readonly<Ref<HTMLElement | null | undefined>>, options: RegionOptions): void {
  listenOnce()
  const region: Region = { ...options, element, lastFocused: null }
  regions.push(region)
  onScopeDispose(() => {
    regions.splice(regions.indexOf(region), 1)
  })
}

/** The name of the region that has the focus, if any. */
export function currentRegionName(): string | null {
  const region = regionOf(document.activeElement)
  return region ? toValue(region.name) : null
}

/** Moves the focus to the next region that is on the screen (`step` 1) or the one before (`step` -1). */
function moveToRegion(step: 1 | -1): boolean {
  const shown = regions
    .filter((region) => region.element.value && isReachable(region.element.value))
    .sort((one, other) => one.order - other.order)
  if (shown.length === 0) return false
  const current = regionOf(document.activeElement)
  const here = current ? shown.indexOf(current) : -1
  const start = here === -1 && step === -1 ? 0 : here
  for (let tried = 1; tried <= shown.length; tried += 1) {
    const region = shown[(start + step * tried + shown.length * tried) % shown.length]
    if (region && enter(region)) return true
  }
  return false
}

function enter(region: Region): boolean {
  const root = region.element.value
  if (!root) return false
  const wished = typeof region.target === 'function' ? region.target() : region.target
  const candidates = [region.lastFocused, wished, ...tabbableIn(root).slice(0, 1), root]
  return candidates.some((candidate) => candidate && isReachable(candidate) && focusElement(candidate))
}

/** The innermost region around an element. */
function regionOf(element: Element | null): Region | undefined {
  if (!element) return undefined
  const around = regions.filter((region) => region.element.value?.contains(element))
  return around.find((region) => around.every((other) => other.element.value?.contains(region.element.value ?? null)))
}

function listenOnce(): void {
  if (listening) return
  listening = true
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F6' || event.altKey || event.metaKey || event.defaultPrevented) return
    if (document.querySelector('[aria-modal="true"]')) return
    if (moveToRegion(event.shiftKey ? -1 : 1)) event.preventDefault()
  })
  document.addEventListener('focusin', (event) => {
    const region = regionOf(event.target as Element)
    if (region && event.target instanceof HTMLElement) region.lastFocused = event.target
  })
}
