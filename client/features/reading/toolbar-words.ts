/** What a button takes, in rem: the icon with its padding, and about this much for each letter of its word. */
const iconRem = 3.1
const letterRem = 0.58
const gapRem = 0.7
/** What the above is too much by in a short bar, which must not lose its only word for that. */
const spareRem = 2

export interface BarButton {
  id: string
  label: string
}

/**
 * Which buttons of a bar can show their word. They get it in the order of `priority`, as far as all of them fit into
 * `widthRem` together with their icons; the first also where that is close. Words are longer in some languages, so they are counted, not fixed.
 */
export function buttonsWithWords(
  buttons: readonly BarButton[],
  priority: readonly string[],
  widthRem: number,
): ReadonlySet<string> {
  let left = widthRem - buttons.length * iconRem
  const shown = new Set<string>()
  const ordered = priority.flatMap((id) => buttons.filter((button) => button.id === id))
  for (const [index, { id, label }] of ordered.entries()) {
    const cost = label.length * letterRem + gapRem
    if (cost > left + (index === 0 ? spareRem : 0)) return shown
    left -= cost
    shown.add(id)
  }
  return shown
}
