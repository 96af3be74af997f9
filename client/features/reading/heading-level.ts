import { inject, type InjectionKey, provide } from 'vue'

const levelKey: InjectionKey<number> = Symbol('level of headings')

/** At which level headings begin here, from 3 under the subject of the open message to 6, the deepest there is. */
export const useHeadingLevel = (): number => inject(levelKey, 3)

/** Whatever lies inside has its headings begin at this level. */
export const provideHeadingLevel = (level: number): void => provide(levelKey, Math.min(level, 6))

/** `h4` for 4. */
export const headingTag = (level: number): string => `h${Math.min(level, 6)}`
