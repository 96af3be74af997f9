import { joinAreas } from '../catalogue.ts'

export default joinAreas(import.meta.glob('./es/*.json', { eager: true, import: 'default' }))
