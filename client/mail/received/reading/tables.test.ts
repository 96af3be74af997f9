import { describe, expect, it } from 'vitest'
import { rowsInWords } from './tables.ts'

function rowsOf(html: string): string[] {
  const table = document.createElement('table')
  table.innerHTML = html
  return rowsInWords(table)
}
const head = '<tr><th scope="col">Day</th><th scope="col">Time</th><th scope="col">Room</th></tr>'

describe('a table row by row', () => {
  it('says each value with its column', () =>
    expect(rowsOf(`${head}<tr><td>Monday</td><td>9:00</td><td>A1</td></tr>`)).toEqual([
      'Day: Monday. Time: 9:00. Room: A1',
    ]))

  it('says a cell that reaches over rows with each of them, and the others under their own columns', () =>
    expect(
      rowsOf(
        `${head}<tr><td rowspan="2">Monday</td><td>9:00</td><td rowspan="3">A1</td></tr>
        <tr><td>10:00</td></tr><tr><td>Tuesday</td><td>11:00</td></tr><tr><td>Friday</td><td>8:00</td><td>B2</td></tr>`,
      ),
    ).toEqual([
      'Day: Monday. Time: 9:00. Room: A1',
      'Day: Monday. Time: 10:00. Room: A1',
      'Day: Tuesday. Time: 11:00. Room: A1',
      'Day: Friday. Time: 8:00. Room: B2',
    ]))

  it('says what names several rows with each of them', () =>
    expect(
      rowsOf(
        `<tr><td></td><th scope="col">Price</th></tr><tr><th scope="row" rowspan="2">Chair</th><td>40 €</td></tr>
        <tr><td>30 €</td></tr>`,
      ),
    ).toEqual(['Chair: Price: 40 €', 'Chair: Price: 30 €']))

  it('counts what a cell takes in breadth and depth at once', () =>
    expect(
      rowsOf(`${head}<tr><td colspan="2" rowspan="2">Whole week</td><td>A1</td></tr><tr><td>B2</td></tr>`),
    ).toEqual(['Day: Whole week. Room: A1', 'Day: Whole week. Room: B2']))
})
