/**
 * The time since `started`, as people say it: "0.4 s", "12 s", "3 min 5 s".
 * @param {number} started a value of `performance.now()`
 */
export function elapsed(started, now = performance.now()) {
  const seconds = (now - started) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
