import type { ForeignRules } from '#contract/foreign-rules.ts'
import type { ScriptNote, ScriptSaved, ScriptsState, ScriptText } from '#contract/scripts.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'

/** A text to store, and what it was read from; null for a new one. */
export interface EditedScript {
  name: string
  text: string
  from: { name: string; version: string } | null
}

/** A person's rules as text. Kept on their mail server alone. */
export interface OwnScripts {
  /** @throws Problem as of the endpoint `read-scripts` */
  readScripts(person: SignedIn): Promise<ScriptsState>
  /** @throws Problem as of the endpoint `read-script` */
  readScript(person: SignedIn, name: string): Promise<ScriptText>
  /** @throws Problem as of the endpoint `check-script` */
  checkScript(person: SignedIn, text: string): Promise<ScriptNote[]>
  /** @throws Problem as of the endpoint `save-script` */
  saveScript(person: SignedIn, edited: EditedScript): Promise<ScriptSaved>
  /** @throws Problem as of the endpoint `run-script` */
  runScript(person: SignedIn, name: string | null): Promise<ScriptsState>
  /** @throws Problem as of the endpoint `delete-script` */
  deleteScript(person: SignedIn, name: string, version: string): Promise<ScriptsState>
}

/** Scripts of other programs as filters. They are read, and never written. */
export interface ForeignScripts {
  /** @throws Problem as of the endpoint `read-foreign-rules` */
  readRules(person: SignedIn, script: string): Promise<ForeignRules>
  /** What can be becomes filters. @throws Problem as of the endpoint `change-foreign-rules` */
  takeRules(person: SignedIn, script: string, version: string): Promise<ForeignRules>
  /** As it was before. @throws Problem as of the endpoint `change-foreign-rules` */
  returnRules(person: SignedIn, script: string, version: string): Promise<ForeignRules>
}
