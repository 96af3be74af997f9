import { openedJourneys } from '../hostile/opened-journeys.ts'

// With both walls there is less to achieve than with either, so both together are not tried again.
openedJourneys('frame and policy', { sanitiser: false, frame: true })
