// Never answers, as a program does that goes round in circles.
process.on('message', () => {
  for (;;);
})
