import { type Component, defineComponent, h, ref } from 'vue'

/** A widget whose value can be changed by hand: keeps what `update:modelValue` brings. */
export function withModel(
  widget: Component,
  initial: unknown,
  props: Record<string, unknown>,
  model = 'modelValue',
): () => ReturnType<typeof h> {
  const owner = defineComponent({
    setup() {
      const value = ref(initial)
      const update = (next: unknown) => {
        value.value = next
      }
      return () => h(widget, { ...props, [model]: value.value, [`onUpdate:${model}`]: update })
    },
  })
  return () => h(owner)
}
