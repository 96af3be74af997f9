import { h, type Component } from 'vue'
import TagSign from '#client/ui/tag/TagSign.vue'
import { type ShownLabel } from '../label-looks.ts'

const signs = new Map<string, Component>()

/** A label's sign, for lists that take an icon. The same component each time, so that nothing is drawn anew. */
export function labelSign({ colour, shape }: Pick<ShownLabel, 'colour' | 'shape'>): Component {
  const key = `${colour} ${shape}`
  const known = signs.get(key)
  if (known) return known
  const sign: Component = () => h(TagSign, { colour, shape })
  signs.set(key, sign)
  return sign
}
