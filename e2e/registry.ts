export interface Registered {
  name: string
  walk(): Promise<void>
}

const registered: Registered[] = []

/** Notes a test for the runner. Files of journeys call it while they are loaded. */
export function register(name: string, walk: () => Promise<void>): void {
  if (registered.some((other) => other.name === name)) throw new Error(`two journeys are called "${name}"`)
  registered.push({ name, walk })
}

/** In the order in which they were noted. */
export function registeredTests(): readonly Registered[] {
  return registered
}
