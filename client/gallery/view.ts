/** What the address asks to be shown. */
export interface GalleryView {
  readonly theme: string
  readonly density: string
  readonly locale: string
  /** Folder name of the only widget to show; null: all. */
  readonly widget: string | null
  /** Name of the only example to show; null: all that do not cover the page. */
  readonly example: string | null
}

export function readView(search: string): GalleryView {
  const asked = new URLSearchParams(search)
  return {
    theme: asked.get('theme') ?? 'system',
    density: asked.get('density') ?? 'comfortable',
    locale: asked.get('locale') ?? 'en',
    widget: asked.get('widget'),
    example: asked.get('example'),
  }
}
