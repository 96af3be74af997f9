import { type Component, onScopeDispose, shallowReactive } from 'vue'

/** Something to do now that is called by a name of the person's own, which no catalogue knows. */
export interface PaletteOffer {
  readonly id: string
  readonly label: string
  /** More about it, which is not searched. */
  readonly detail?: string
  readonly icon: Component
  /** The group it stands under, in words. */
  readonly group: string
  run(): void
}

interface OfferSource {
  /** Asks for what is offered when the palette opens; what comes later is shown as it comes. */
  prepare(): void
  offers(): readonly PaletteOffer[]
}

const sources = shallowReactive<OfferSource[]>([])

/** Offers things in the palette while the component that calls this is mounted. */
export function useOffers(source: OfferSource): void {
  sources.push(source)
  onScopeDispose(() => sources.splice(sources.indexOf(source), 1))
}

export function prepareOffers(): void {
  for (const source of sources) source.prepare()
}

export const paletteOffers = (): PaletteOffer[] => sources.flatMap((source) => source.offers())
