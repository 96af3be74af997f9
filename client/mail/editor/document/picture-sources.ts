/** What a picture in a text is drawn from, by its name there. An address lives as long as the page. */
const sources = new Map<string, string>()

export const hasPicture = (cid: string) => sources.has(cid)
export const pictureSource = (cid: string) => sources.get(cid) ?? null

/** From here on the picture is shown wherever it stands. */
export function showPicture(cid: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes)
  sources.set(cid, address)
  for (const place of document.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    if (place.dataset['cid'] === cid) place.src = address
  }
}

/** What is shown in every program that reads mail (and nothing that may run). */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** The pictures among files, where they are nothing else; else none. */
export function onlyPictures(files: Iterable<File> | undefined): File[] {
  const all = [...(files ?? [])]
  return all.every(({ type }) => pictureTypes.includes(type)) ? all : []
}
