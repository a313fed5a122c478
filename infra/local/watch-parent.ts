const pollMs = 250;

/**
 * Calls back once when the process that started this one has ended. npm hands a signal to its
 * shell, which ends without passing it on; without this the server outlived a stopped `npm start`.
 */
export function watchParent(onEnd: () => void): void {
  const parentId = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parentId) return;
    clearInterval(timer);
    onEnd();
  }, pollMs);
  timer.unref();
}
