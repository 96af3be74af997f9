import { forth } from './cycle.ts'

export const back = () => forth
