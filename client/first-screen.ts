import { resolve } from 'node:path'
import { type Plugin } from 'vite'

interface ModuleGraph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

const appChunk = 'app'
const entry = resolve(import.meta.dirname, 'main.ts')
const appStart = resolve(import.meta.dirname, 'app/start-app.ts')

/**
 * Everything that signing in and the mailbox need goes into one file, so that the first screen costs few requests; what is
 * loaded later (reading, writing, palette, dialogs) is split as it comes. The entry stays apart: it begins the first data
 * request while the rest is still on its way.
 */
export function firstScreenChunks() {
  let ofApp: ReadonlySet<string> | undefined
  let ofEntry: ReadonlySet<string> | undefined
  function name(id: string, graph: ModuleGraph): string | null {
    ofApp ??= importsOf(appStart, graph)
    ofEntry ??= importsOf(entry, graph)
    const isNeeded = (ofApp.has(id) && !ofEntry.has(id)) || id.endsWith('rolldown/runtime.js')
    return isNeeded ? appChunk : null
  }
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: appChunk }] }
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
