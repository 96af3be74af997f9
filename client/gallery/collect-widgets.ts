import type { Example } from '#client/ui/example.ts'
import type { GalleryView } from './view.ts'

export interface Widget {
  /** Its folder in client/ui. */
  readonly name: string
  readonly examples: readonly Example[]
}

const files = import.meta.glob<readonly Example[]>('../ui/**/*.examples.ts', { eager: true, import: 'default' })

/** Every widget with its examples, by folder name. */
export const widgets: readonly Widget[] = Object.entries(files)
  .map(([path, examples]) => ({ name: path.split('/').at(-2) ?? path, examples }))
  .sort((one, other) => one.name.localeCompare(other.name))

/** What a view shows: all states that leave the page usable, or exactly what was asked for. */
export function widgetsFor(view: GalleryView): Widget[] {
  return widgets
    .filter(({ name }) => view.widget === null || name === view.widget)
    .map(({ name, examples }) => ({
      name,
      examples: examples.filter((example) =>
        view.example === null ? !example.coversPage : example.name === view.example,
      ),
    }))
    .filter(({ examples }) => examples.length > 0)
}
