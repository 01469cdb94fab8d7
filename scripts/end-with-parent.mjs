// Preloaded into the server by `npm start`: when the starting process is killed outright,
// the server shuts down as if it had been asked to, so that the next start finds the way free.
process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 15_000).unref()
  process.kill(process.pid, 'SIGTERM')
})
process.channel?.unref()
