import type { SignatureCheck } from '#contract/signatures.ts'
import type { SignedPart } from '../mail-account.ts'
import { readAuthorities } from './authority-file.ts'

type Check = (part: SignedPart) => Promise<SignatureCheck>

/** Checks S/MIME signatures. What it takes is loaded with the first one: it is large, and many people never meet one. */
export class SignatureChecks {
  readonly #authorities: readonly Buffer[]
  readonly #now: () => number
  #check: Promise<Check> | null = null

  /** @param caFile the certificates of those who are trusted to vouch for signers, in PEM; read here and now */
  constructor(caFile: string | undefined, now: () => number = Date.now) {
    this.#authorities = readAuthorities(caFile)
    this.#now = now
  }

  async check(part: SignedPart): Promise<SignatureCheck> {
    this.#check ??= this.#load()
    return (await this.#check)(part)
  }

  async #load(): Promise<Check> {
    const [{ checkSignedPart }, { Authorities }] = await Promise.all([
      import('./check-signature.ts'),
      import('./authorities.ts'),
    ])
    const authorities = new Authorities(this.#authorities)
    return (part) => checkSignedPart(part, authorities, this.#now())
  }
}
