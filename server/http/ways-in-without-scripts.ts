const template = /(?<![ \t])[ \t]*<p data-provider>.*?<\/p>\n/

/**
 * Puts a link for each provider into the page's `<noscript>`, where the page has one as their pattern: signing in gets as far as
 * the provider without any script.
 */
export function waysInWithoutScripts(html: string, providers: readonly { id: string; name: string }[]): string {
  return html.replace(template, (pattern) =>
    providers.map(({ id, name }) => pattern.replace('$id', () => id).replace('$name', () => asText(name))).join(''),
  )
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const asText = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '')
