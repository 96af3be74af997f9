/** How a window tells the others of this browser that somebody has signed in. */
export const signedInAgain = (): BroadcastChannel => new BroadcastChannel('curbcut.signed-in')
