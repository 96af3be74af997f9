export { two } from '../two/two.ts'
export { adapter } from '../../mail/imap/adapter.ts'
