/** Signs on a field of 16 by 16; a hole is cut by the even-odd rule. */
const paths = {
  dot: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3',
  square: 'M3.5 3.5h9v9h-9z',
  triangle: 'M8 2.5l6 10.5H2z',
  diamond: 'M8 1.5L14.5 8 8 14.5 1.5 8z',
  star: 'M8 1l2.1 4.7 5.1.5-3.8 3.4 1.1 5L8 12l-4.5 2.6 1.1-5L.8 6.2l5.1-.5z',
  cross: 'M6 2h4v4h4v4h-4v4H6v-4H2V6h4z',
  ring: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11m0 3.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6',
  bar: 'M1.5 5.5h13v5h-13z',
} as const

export type TagShape = keyof typeof paths
export type TagColour = 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink' | 'grey'

export const shapePath = (shape: TagShape): string => paths[shape]
