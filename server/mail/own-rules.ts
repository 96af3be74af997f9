import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { Filter, FiltersState } from '#contract/filters.ts'
import type { Forwarding, ForwardingLimits, ForwardingState } from '#contract/forwarding.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'

/** What a person has their mail server do with mail while nobody looks. Kept on that server alone. */
export interface OwnRules {
  /** @throws Problem as of the endpoint `read-absence` */
  readAbsence(person: SignedIn): Promise<AbsenceState>
  /** Saves it where all is still as it was read. @throws Problem as of the endpoint `save-absence` */
  saveAbsence(person: SignedIn, absence: Absence, version: string): Promise<AbsenceState>
}

/** What the operator lets people forward. */
export interface ForwardingPolicy extends Readonly<
  Pick<ForwardingLimits, 'outside' | 'forbiddenDomains' | 'maxTargets'>
> {
  allowed: boolean
}

/** Where a person has their mail server send mail on to. Kept on that server alone. */
export interface OwnForwarding {
  /** @throws Problem as of the endpoint `read-forwarding` */
  readForwarding(person: SignedIn): Promise<ForwardingState>
  /** Saves it where all is still as it was read. @throws Problem as of the endpoint `save-forwarding` */
  saveForwarding(person: SignedIn, forwarding: Forwarding, version: string): Promise<ForwardingState>
}

/** What a person has their mail server do with mail that comes. Kept on that server alone. */
export interface OwnFilters {
  /** @throws Problem as of the endpoint `read-filters` */
  readFilters(person: SignedIn): Promise<FiltersState>
  /** Saves them where all is still as it was read. @throws Problem as of the endpoint `save-filters` */
  saveFilters(person: SignedIn, filters: readonly Filter[], version: string): Promise<FiltersState>
}
