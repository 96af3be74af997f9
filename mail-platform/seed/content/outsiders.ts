import type { WritingStyle } from '../cast.ts'

interface Outsider {
  name: string
  address: string
  style?: WritingStyle
  signature?: readonly string[]
}

/** People, offices and lists outside the organisation. All domains are reserved for examples (RFC 2606, RFC 6761). */
export const outsiders: Readonly<Record<string, Outsider>> = {
  maren: {
    name: 'Maren Holt',
    address: 'liaison@rivertrust.example',
    signature: ['Maren Holt', 'Millhaven River Trust'],
  },
  tomasz: {
    name: 'Tomasz Wieczorek',
    address: 'tomasz.wieczorek@stonebridge-engineers.example',
    signature: ['Tomasz Wieczorek', 'Stonebridge Engineers'],
  },
  priya: {
    name: 'Priya Raman',
    address: 'priya@lantern-web.example',
    style: 'html',
    signature: ['Priya Raman', 'Lantern Web, producer'],
  },
  leroy: {
    name: 'Leroy Adams',
    address: 'chair@access-council.example',
    style: 'flowed',
    signature: ['Leroy Adams', 'Chair, Millhaven Access Council'],
  },
  winifred: { name: 'Winifred Achebe', address: 'w.achebe@access-council.example' },
  olu: {
    name: 'Olu Bankole',
    address: 'olu.bankole@county.example',
    style: 'html',
    signature: ['Olu Bankole', 'County Transport, grants'],
  },
  bus: { name: 'Harbour Buses, timetables', address: 'timetables@harbourbuses.example' },
  library: {
    name: 'Petra Lindgren',
    address: 'petra.lindgren@library.example',
    signature: ['Petra Lindgren', 'Millhaven Library'],
  },
  school: { name: 'Noor Haddad', address: 'head@millhaven-primary.example', signature: ['Noor Haddad', 'Headteacher'] },
  press: {
    name: 'Callum Reyes',
    address: 'callum@harbour-courier.example',
    signature: ['Callum Reyes', 'Harbour Courier'],
  },
  university: {
    name: 'Dr. Sunniva Berg',
    address: 'sunniva.berg@university.example',
    style: 'html',
    signature: ['Sunniva Berg', 'Department of Geography'],
  },
  printer: { name: 'Quayside Print', address: 'orders@quayside-print.example' },
  'a11y-practice': { name: 'Accessibility in practice', address: 'a11y-practice@lists.example.org' },
  'town-planners': { name: 'Town planners', address: 'town-planners@lists.example.org' },
  marit: { name: 'Marit Solberg', address: 'marit.solberg@example.org', signature: ['Marit'] },
  devon: { name: 'Devon Clarke', address: 'devon@example.net' },
  anjali: { name: 'Anjali Verma', address: 'averma@example.org', signature: ['Anjali Verma', 'she/her'] },
  ruth: { name: 'Ruth Abelson', address: 'ruth.abelson@example.com' },
  kofi: { name: 'Kofi Mensah', address: 'kofi@example.net', signature: ['Kofi'] },
  beatriz: { name: 'Beatriz Lima', address: 'beatriz.lima@example.com' },
  henrik: {
    name: 'Henrik Aas',
    address: 'henrik.aas@example.org',
    signature: ['Henrik Aas', 'Street engineer, Nordvik'],
  },
  moira: { name: 'Moira Campbell', address: 'moira.campbell@example.net' },
  osei: { name: 'Rosamund Osei', address: 'r.osei@example.com' },
  bakery: { name: 'Bakery at the Weir', address: 'hello@weir-bakery.example', signature: ['Sabine and Tom'] },
  halvorsen: { name: 'Gunnar Halvorsen', address: 'gunnar.halvorsen@example.net' },
  pham: { name: 'Linh Pham', address: 'linh.pham@example.com' },
  delgado: { name: 'Mateo Delgado', address: 'mateo.delgado@example.org' },
  okonkwo: { name: 'Chidi Okonkwo', address: 'chidi.okonkwo@example.com' },
  fraser: { name: 'Elspeth Fraser', address: 'elspeth.fraser@example.net' },
  rossi: { name: 'Giulia Rossi', address: 'giulia.rossi@example.com' },
  yilmaz: { name: 'Deniz Yılmaz', address: 'deniz.yilmaz@example.org' },
  choir: { name: 'Millhaven Community Choir', address: 'choir@millhaven-voices.example' },
  scouts: { name: 'Bram Visser', address: 'bram@river-scouts.example' },
  kiosk: { name: 'Signe Dahl', address: 'signe@harbour-ice.example' },
  tenants: { name: 'Quay Street Tenants', address: 'board@quay-street.example' },
  theatre: { name: 'Lena Sorokina', address: 'lena@boathouse-theatre.example', style: 'html' },
  taxi: { name: 'Harbour Taxis', address: 'dispatch@harbour-taxis.example' },
  nurse: { name: 'Amara Diallo', address: 'amara.diallo@community-care.example' },
  student: { name: 'Wei Jie Lim', address: 'weijie.lim@university.example', style: 'html' },
  architect: { name: 'Isolde Brandt', address: 'brandt@brandt-and-moss.example', style: 'html' },
  grandmother: { name: 'Mrs. Pilar Soto', address: 'pilar.soto@example.com' },
  cyclist: { name: 'Rafe Donnelly', address: 'rafe.donnelly@example.net' },
  deaf: { name: 'Juno Marsh', address: 'juno.marsh@example.org' },
  florist: { name: 'Petals on Quay', address: 'shop@petals-on-quay.example' },
  museum: { name: 'Ottoline Reeve', address: 'ottoline.reeve@mill-museum.example' },
  hotel: { name: 'Hotel Old Customs', address: 'reception@old-customs.example' },
  neighbour: { name: 'Vikram Nair', address: 'vikram.nair@example.com' },
  archive: { name: 'County Archive', address: 'desk@county-archive.example' },
}
