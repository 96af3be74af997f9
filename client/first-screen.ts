import { resolve } from 'node:path'
import { type Plugin } from 'vite'

interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { importedIds: readonly string[]; importers: readonly string[]; dynamicImporters: readonly string[] } | null
}

const appChunk = 'app'
const entry = resolve(import.meta.dirname, 'main.ts')
const reading = resolve(import.meta.dirname, 'features/reading')
const pane = resolve(reading, 'ReadingPane.vue')
const cleaning = resolve(import.meta.dirname, 'mail/received/clean.ts')
const appStart = resolve(import.meta.dirname, 'app/start-app.ts')

/**
 * Everything that signing in and the mailbox need goes into one file, so that the first screen costs few requests; what is
 * loaded later (reading, writing, palette, dialogs) is split as it comes. The entry stays apart: it begins the first data
 * request while the rest is still on its way.
 */
export function firstScreenChunks() {
  let ofApp: ReadonlySet<string> | undefined
  let ofEntry: ReadonlySet<string> | undefined
  const nameLater = readingChunks()
  function name(id: string, graph: ModuleGraph): string | null {
    ofApp ??= importsOf(appStart, graph)
    ofEntry ??= importsOf(entry, graph)
    const isNeeded = (ofApp.has(id) && !ofEntry.has(id)) || id.endsWith('rolldown/runtime.js')
    return isNeeded ? appChunk : ofEntry.has(id) ? null : nameLater(id, graph)
  }
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: appChunk }] }
}

/** Small things that reading shares with features beside it. */
const sharedByReading = [
  '/contract/pictures.ts',
  '/contract/sending.ts',
  '/api/read-bytes.ts',
  '/mail/received/links.ts',
  '/mail/received/trusted-html.ts',
  '/mail/picture-sender.ts',
]

/**
 * What the first message needs comes in few files, for in dozens of small ones it weighs more: the reading feature with its icons, which
 * no other feature may import, and what cleans formatted text, which writing needs as well.
 */
function readingChunks() {
  let ofReading: ReadonlySet<string> | undefined
  let ofCleaning: ReadonlySet<string> | undefined
  return (id: string, graph: ModuleGraph): string | null => {
    ofReading ??= importsOf(pane, graph)
    ofCleaning ??= importsOf(cleaning, graph)
    if (!ofReading.has(id)) return ofCleaning.has(id) ? 'cleaning' : null
    if (id.startsWith(reading) || id.includes('/@lucide/') || isOfReadingAlone(id, graph)) return 'reading'
    return sharedByReading.some((name) => id.endsWith(name)) ? 'message-basics' : null
  }
}

function isOfReadingAlone(id: string, graph: ModuleGraph): boolean {
  const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(id) ?? {}
  return [...importers, ...dynamicImporters].every((importer) => importer.startsWith(reading))
}

function importsOf(start: string, graph: ModuleGraph): Set<string> {
  const found = new Set<string>()
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}

/**
 * Lets the browser run the entry at once, without waiting for the style sheet, so that its request is on its way first;
 * and fetch the app's file together with it.
 */
export function preloadFirstScreen(): Plugin {
  return {
    name: 'preload-first-screen',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const app = Object.values(bundle ?? {}).find((chunk) => chunk.type === 'chunk' && chunk.name === appChunk)
        if (!app) return html
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `/${app.fileName}` }
        return {
          html: html.replace('<script type="module"', '<script type="module" async'),
          tags: [{ tag: 'link', attrs, injectTo: 'head' }],
        }
      },
    },
  }
}
