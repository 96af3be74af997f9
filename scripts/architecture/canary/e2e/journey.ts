export { serverSecret } from '../server/secret.ts'
