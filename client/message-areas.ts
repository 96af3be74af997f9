import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Plugin } from 'vite'

const english = resolve(import.meta.dirname, 'i18n/messages/en')
const i18n = resolve(import.meta.dirname, 'i18n/i18n.ts')
const prefix = 'virtual:messages/'

/**
 * Lets each module bring along the English messages it names: where a file of the client has a key such as `reading.reply`
 * in quotes, it imports that area of the catalogue. So messages travel in the same file as the code that says them, and an
 * area that only lazy parts name is no burden to the first screen.
 */
export function messageAreas(): Plugin {
  const areas = readdirSync(english).map((file) => file.replace('.json', ''))
  // An action's own name (`id: 'search.save'`) is no message.
  const named = new RegExp(`(?<!\\bid: )['"\`](${areas.join('|')})\\.[\\w$]`, 'g')
  return {
    name: 'message-areas',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null
      const area = id.slice(prefix.length + 1)
      const code = [
        `import messages from ${JSON.stringify(resolve(english, `${area}.json`))}`,
        `import { addEnglish } from ${JSON.stringify(i18n)}`,
        `addEnglish(${JSON.stringify(area)}, messages)`,
      ].join('\n')
      return { code, moduleSideEffects: true }
    },
    transform: {
      filter: { id: { include: /\/client\/.*\.(?:ts|vue)$/, exclude: /node_modules/ } },
      handler(code) {
        const found = new Set([...code.matchAll(named)].map(([, area]) => area))
        if (found.size === 0) return null
        // In front of the first line, so that lines keep their numbers.
        const imports = [...found].map((area) => `import ${JSON.stringify(`${prefix}${area}`)};`)
        return { code: `${imports.join('')}${code}`, map: null }
      },
    },
  }
}
