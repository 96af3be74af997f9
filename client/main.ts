import { beginEarlyStart } from './api/early-start.ts'

// The first request for data is on its way before the rest of the app has been read.
beginEarlyStart()
void import('./app/start-app.ts').then(({ startApp }) => startApp())
