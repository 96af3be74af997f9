/** A ManageSieve client (RFC 5804) over TLS that has proved the server, and nothing else. It depends on nothing but Node. */
export type { Capabilities } from './capabilities.ts'
export { ManageSieveClient, type ClientOptions, type StoredScript } from './client.ts'
export type { ManageSieveServer } from './connection.ts'
export { ManageSieveError, type ManageSieveErrorKind } from './manage-sieve-error.ts'
export type { ResponseCode, ResponseLimits } from './response-reader.ts'
export type { Credentials } from './sasl.ts'
export type { ScriptNote } from './script-notes.ts'
