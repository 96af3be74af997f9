import { BerWriter, Control, type Filter } from 'ldapts'

/** What an entry has to be like for a request to be carried out, looked at in the same moment (RFC 4528). */
export class AssertionControl extends Control {
  static readonly type = '1.3.6.1.1.12'
  readonly #filter: Filter

  constructor(filter: Filter) {
    super(AssertionControl.type, { critical: true })
    this.#filter = filter
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    this.#filter.write(value)
    writer.writeBuffer(value.buffer, 4)
  }
}
