import { type Component, defineAsyncComponent } from 'vue'

const againMs = 15_000

/**
 * A part that nobody has asked for and the screen can do without. Where its code cannot be loaded, as while the server is being
 * restarted, nothing is shown in its place, least of all an error in place of what the person is doing; it is tried again.
 */
export const latePart = (loader: () => Promise<{ default: Component }>): Component =>
  defineAsyncComponent({ loader, onError: (_error, retry) => void setTimeout(retry, againMs) })
