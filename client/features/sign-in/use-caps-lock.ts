import { ref } from 'vue'

/** Follows Caps Lock while a field is typed in; browsers tell it only with key and mouse events. */
export function useCapsLock() {
  const isOn = ref(false)
  function watchKey(event: KeyboardEvent): void {
    // Events that password managers make have no such method.
    if (typeof event.getModifierState === 'function') isOn.value = event.getModifierState('CapsLock')
  }
  function forget(): void {
    isOn.value = false
  }
  return { isOn, watchKey, forget }
}
