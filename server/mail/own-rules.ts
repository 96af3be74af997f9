import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { Acknowledgement, AcknowledgementState } from '#contract/acknowledgement.ts'
import type { AbsencePreview } from '#contract/absence-preview.ts'
import type { Filter, FiltersState } from '#contract/filters.ts'
import type { Forwarding, ForwardingLimits, ForwardingState } from '#contract/forwarding.ts'
import type { FolderId } from '#contract/ids.ts'
import type { Senders, SendersState } from '#contract/senders.ts'
import type { Whereabouts } from '#contract/whereabouts.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { KnownSenders } from './known-senders.ts'
import type { FolderPath } from './mail-account.ts'

/** What a person has their mail server do with mail while nobody looks. Kept on that server alone. */
export interface OwnRules {
  /** @throws Problem as of the endpoint `read-absence` */
  readAbsence(person: SignedIn): Promise<AbsenceState>
  /** Saves it where all is still as it was read. @throws Problem as of the endpoint `save-absence` */
  saveAbsence(person: SignedIn, absence: Absence, version: string): Promise<AbsenceState>
  /** @throws Problem as of the endpoint `preview-absence` */
  previewAbsence(person: SignedIn, absence: Absence, address: string | null): Promise<AbsencePreview>
}

/** What whoever writes is told at once: that their message has come. Kept on the mail server alone. */
export interface OwnAcknowledgement {
  /** @throws Problem as of the endpoint `read-acknowledgement` */
  readAcknowledgement(person: SignedIn): Promise<AcknowledgementState>
  /** Saves it where all is still as it was read. @throws Problem as of the endpoint `save-acknowledgement` */
  saveAcknowledgement(
    person: SignedIn,
    acknowledgement: Acknowledgement,
    version: string,
  ): Promise<AcknowledgementState>
}

/** What the operator lets people forward. */
export interface ForwardingPolicy extends Readonly<
  Pick<ForwardingLimits, 'outside' | 'forbiddenDomains' | 'maxTargets'>
> {
  allowed: boolean
}

/** All that the mail server knows of it. */
export type KnownForwarding = Omit<ForwardingState, 'unseen' | 'waiting'> & { waiting: string[] }

/** Where a person has their mail server send mail on to. Kept on that server alone. */
export interface OwnForwarding {
  /** @throws Problem as of the endpoint `read-forwarding` */
  readForwarding(person: SignedIn): Promise<KnownForwarding>
  /** Saves it where all is still as it was read. @throws Problem as of the endpoint `save-forwarding` */
  saveForwarding(person: SignedIn, forwarding: Forwarding, version: string): Promise<KnownForwarding>
  /** Has mail go to all that waited and has been confirmed since. @throws Problem as of the endpoint `confirm-forwarding` */
  letThrough(person: SignedIn): Promise<void>
  /** Takes an address out of all rules. @throws Problem as of the endpoint `take-back-forwarding` */
  takeBack(person: SignedIn, address: string): Promise<void>
}

/** Whose mail a person does not want, and whose they always do. Kept on their mail server alone. */
export interface OwnSenders {
  /** `junk` is the person's folder for it. @throws Problem as of the endpoint `read-senders` */
  readSenders(person: SignedIn, junk: FolderPath | null): Promise<SendersState>
  /** Saves them where all is still as it was read. @throws Problem as of the endpoint `save-senders` */
  saveSenders(person: SignedIn, senders: Senders, version: string, junk: FolderPath | null): Promise<SendersState>
}

/** What runs on the mail server at this moment. */
export interface RunningRules extends Pick<Whereabouts, 'forwarding' | 'isAway' | 'colleague' | 'otherScript'> {
  /** Whoever writes is told that their message has come. */
  acknowledges: boolean
  /** Those that are on. */
  filters: Filter[]
  senders: Senders
  /** The person's addresses. */
  own: readonly string[]
}

/** What somebody may have filters of another do. */
export interface FilterReach {
  /** The folders they see there, by the owner's names. */
  folderIds: ReadonlySet<FolderId>
  /** They see to what answers as well. */
  answers: boolean
}

/** What a person has their mail server do with mail that comes. Kept on that server alone. */
export interface OwnFilters {
  /** @param reach of somebody else who sees to them. @throws Problem as of the endpoint `read-filters` */
  readFilters(person: SignedIn, reach?: FilterReach): Promise<FiltersState>
  /** Saves them where all is still as it was read. @throws Problem as of the endpoint `save-filters` */
  saveFilters(person: SignedIn, filters: readonly Filter[], version: string, reach?: FilterReach): Promise<FiltersState>
  /** @throws Problem as of the endpoint `read-filters` */
  running(person: SignedIn): Promise<RunningRules>
  /** What these filters ask about who writes. @throws Problem `directory-unavailable` */
  knownSenders(person: SignedIn, filters: readonly Pick<Filter, 'needs' | 'conditions'>[]): Promise<KnownSenders>
}
