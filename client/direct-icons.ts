import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Plugin } from 'vite'

const library = '@lucide/vue'
const used = /import\s*\{([^}]*)\}\s*from\s*['"]@lucide\/vue['"];?/g

/**
 * Lets each module import the icons it shows from their own files. Through the library's one entry every icon that is used
 * anywhere would seem to belong to the first screen.
 */
export function directIcons(): Plugin {
  let files: ReadonlyMap<string, string> = new Map()
  return {
    name: 'direct-icons',
    async buildStart() {
      const entry = await this.resolve(library)
      if (entry) files = iconFiles(entry.id)
    },
    transform: {
      filter: { id: { include: /\/client\/.*\.(?:ts|vue)$/, exclude: /node_modules/ }, code: library },
      handler(code) {
        return { code: code.replaceAll(used, (_whole, names: string) => importsOf(names, files)), map: null }
      },
    },
  }
}

/** The file of each icon by every name the library gives it. */
function iconFiles(entry: string): Map<string, string> {
  const lines = readFileSync(entry, 'utf8').matchAll(/export \{([^}]*)\} from '(\.\/icons\/[^']+)'/g)
  return new Map(
    [...lines].flatMap(([, names = '', file = '']) =>
      [...names.matchAll(/default as (\w+)/g)].map(([, name = '']) => [name, resolve(dirname(entry), file)] as const),
    ),
  )
}

function importsOf(names: string, files: ReadonlyMap<string, string>): string {
  const parts = names.split(',').map((part) => part.trim())
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', local = name] = part.split(/\s+as\s+/)
      const file = files.get(name)
      if (file === undefined) throw new Error(`@lucide/vue has no icon ${name}`)
      return `import ${local} from ${JSON.stringify(file)};`
    })
    .join('')
}
