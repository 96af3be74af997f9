/** The first words of markup, tags left out: enough to guess a language by, never to be shown. */
export function textStart(html: string): string {
  return html
    .slice(0, 20_000)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&[a-z\d#]{1,10};/gi, ' ')
}
