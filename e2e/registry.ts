export interface Registered {
  name: string
  /** How many times as long as most it takes, as far as anybody knows. */
  weight: number
  walk(): Promise<void>
}

const registered: Registered[] = []

/** Notes a test for the runner. Files of journeys call it while they are loaded. */
export function register(name: string, walk: () => Promise<void>, { weight = 1 }: { weight?: number } = {}): void {
  if (registered.some((other) => other.name === name)) throw new Error(`two journeys are called "${name}"`)
  registered.push({ name, weight, walk })
}

/** In the order in which they were noted. */
export function registeredTests(): readonly Registered[] {
  return registered
}
