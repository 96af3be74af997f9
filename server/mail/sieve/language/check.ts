import { Positions, type Position } from './positions.ts'
import { commandsOf, print, type Block, type Command, type Script, type Test } from './syntax-tree.ts'
import { nameOf, type Token } from './tokens.ts'
import { stringsIn, tokenOf, understand, type Fault, type FaultCode, type Understood } from './understand.ts'
import { usedVariables } from './used-variables.ts'
import { baseComparators, impliedCapabilities, knownCapabilities } from './vocabulary/vocabulary.ts'

export type LocatedFault = Fault & Position

/**
 * What a server with these capabilities would refuse in a script that can be read, as far as words and their arguments go
 * (RFC 5228, 2.10; 3). Whether addresses, folders and patterns are good it does not say.
 *
 * @param offered capabilities as the server names them; all that are known here where left out
 */
export function check(script: Script, offered: Iterable<string> = knownCapabilities): LocatedFault[] {
  const positions = new Positions(print(script))
  const faults = new Checker(new Set(offered)).script(script)
  return faults.map((fault) => ({ ...fault, ...positions.at(fault.token.start) }))
}

/** The capabilities a script requires, in small and capital letters as written, each once. */
export function requiredCapabilities(script: Script): string[] {
  const requires = commandsOf(script).filter(({ name }) => nameOf(name) === 'require')
  return [...new Set(requires.flatMap(({ arguments: [names] }) => stringsIn(names)))]
}

class Checker {
  readonly #offered: ReadonlySet<string>
  readonly #required = new Set<string>()
  readonly #faults: Fault[] = []
  /** A script may ask with `ihave` for what this server does not know; what it then says cannot be judged (RFC 5463). */
  #asksForUnknown = false
  /** The loops around what is being looked at, by name; '' for one without. */
  readonly #loops: string[] = []
  readonly #globals = new Set<string>()
  readonly #used = new Set<string>()

  constructor(offered: ReadonlySet<string>) {
    this.#offered = new Set([...offered, ...[...baseComparators].map((name) => `comparator-${name}`)])
  }

  script(script: Script): Fault[] {
    for (const capability of requiredCapabilities(script)) this.#require(capability)
    if (this.#required.has('ihave')) this.#readQuestions(script)
    let mayRequire = true
    for (const command of commandsOf(script)) {
      const isRequire = nameOf(command.name) === 'require'
      if (isRequire && !mayRequire) this.#fault('require-not-first', command.name, 'require')
      mayRequire &&= isRequire
    }
    this.#commands(script)
    return this.#faults
  }

  #require(capability: string): void {
    this.#required.add(capability)
    const implied = impliedCapabilities[capability]
    if (implied !== undefined) this.#required.add(implied)
  }

  #readQuestions(node: Script | Block | Command | Test): void {
    for (const child of node.children) {
      if (child.type !== 'command' && child.type !== 'test' && child.type !== 'block') continue
      if (child.type === 'test' && nameOf(child.name) === 'ihave') {
        const names = stringsIn(child.arguments[0])
        names.forEach((name) => this.#require(name))
        this.#asksForUnknown ||= !names.every((name) => this.#offered.has(name))
      }
      this.#readQuestions(child)
    }
  }

  #commands(parent: Script | Block): void {
    let previous = ''
    for (const command of commandsOf(parent)) {
      const name = nameOf(command.name)
      const follows = previous === 'if' || previous === 'elsif'
      if ((name === 'elsif' || name === 'else') && !follows) this.#fault('else-without-if', command.name, name)
      if (name === 'require' && parent.type === 'block') this.#fault('require-not-first', command.name, name)
      this.#command(command)
      previous = name
    }
  }

  #command(command: Command): void {
    const understood = this.#node(command)
    if (understood?.shape.block === 'required' && !command.block) {
      this.#fault('block-missing', command.name, nameOf(command.name))
    }
    if (understood?.shape.block === 'none' && command.block) {
      this.#fault('block-not-allowed', command.name, nameOf(command.name))
    }
    if (nameOf(command.name) === 'require') this.#requireCommand(command)
    if (understood) this.#checkLoops(command, understood)
    if (nameOf(command.name) === 'global') this.#global(command)
    if (command.block) this.#block(command.block, understood)
  }

  #block(block: Block, understood: Understood | null): void {
    const isLoop = understood?.shape.name === 'foreverypart'
    if (isLoop) this.#loops.push(stringsIn(understood.tags.get('name')?.value)[0] ?? '')
    this.#commands(block)
    if (isLoop) this.#loops.pop()
  }

  /** RFC 5703, 3 and 7 */
  #checkLoops({ name }: Command, { shape, tags }: Understood): void {
    if (shape.name !== 'extracttext' && shape.name !== 'break') return
    const [loop] = shape.name === 'break' ? stringsIn(tags.get('name')?.value) : []
    const isInside = loop === undefined ? this.#loops.length > 0 : this.#loops.includes(loop)
    if (!isInside) this.#fault('loop-missing', name, shape.name)
  }

  /** A variable is global from its first use on, or not at all (RFC 6609, 3.4.1). */
  #global({ name, arguments: [variables] }: Command): void {
    for (const variable of stringsIn(variables).map((text) => text.toLowerCase())) {
      const isLocal = this.#used.has(variable) && !this.#globals.has(variable)
      if (isLocal) this.#fault('global-after-use', name, variable)
      this.#globals.add(variable)
    }
  }

  #requireCommand({ arguments: [names] }: Command): void {
    if (names?.type !== 'strings') return
    for (const [at, name] of stringsIn(names).entries()) {
      if (!this.#offered.has(name)) this.#fault('unknown-capability', names.strings[at] ?? tokenOf(names), name)
    }
  }

  #node(node: Command | Test): Understood | null {
    const name = nameOf(node.name)
    const understood = understand(node)
    if (understood) {
      this.#faults.push(...understood.faults.filter(({ code }) => !this.#asksForUnknown || code !== 'unknown-tag'))
      this.#checkNeeds(node, understood)
      this.#checkTests(node, understood)
      if (this.#required.has('variables')) usedVariables(node, understood).forEach((name) => this.#used.add(name))
    } else if (!this.#asksForUnknown) {
      this.#fault(node.type === 'test' ? 'unknown-test' : 'unknown-command', node.name, name)
    }
    for (const test of node.tests) this.#node(test)
    return understood
  }

  #checkNeeds({ name }: Command | Test, { shape, tags, values }: Understood): void {
    this.#need(shape.needs, name)
    for (const { tag, token, value } of tags.values()) {
      this.#need(tag.needs ?? [], token)
      const [comparator] = tag.name === 'comparator' ? stringsIn(value) : []
      if (comparator !== undefined) this.#checkComparator(comparator, token)
      const isPartial = tags.has('contains') || tags.has('matches')
      // RFC 4790, 9.1.1
      if (comparator === 'i;ascii-numeric' && isPartial) this.#fault('substrings-not-compared', token, comparator)
    }
    for (const { positional, value } of values.values()) this.#need(positional.needs ?? [], tokenOf(value))
  }

  #checkComparator(comparator: string, token: Token): void {
    if (baseComparators.has(comparator) || this.#required.has(`comparator-${comparator}`)) return
    const isKnown = this.#offered.has(`comparator-${comparator}`)
    if (isKnown) this.#fault('not-required', token, `comparator-${comparator}`)
    else this.#fault('unknown-comparator', token, comparator)
  }

  #checkTests({ name, tests, hasTestList }: Command | Test, { shape }: Understood): void {
    const detail = nameOf(name)
    if (shape.tests === 'none') {
      if (tests.length > 0) this.#fault('test-not-allowed', name, detail)
    } else if (tests.length === 0) this.#fault('test-missing', name, detail)
    else if (shape.tests === 'list' && !hasTestList) this.#fault('test-list-needed', name, detail)
    else if (shape.tests === 'one' && hasTestList) this.#fault('test-list-not-allowed', name, detail)
  }

  #need(capabilities: readonly string[], token: Token): void {
    for (const capability of capabilities) {
      if (!this.#required.has(capability)) this.#fault('not-required', token, capability)
    }
  }

  #fault(code: FaultCode, token: Token, detail: string): void {
    this.#faults.push({ code, token, detail })
  }
}
