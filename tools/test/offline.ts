import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs the browser journeys where there is no network at all: a network namespace of its own, with nothing in it but
 * loopback. What is given is handed on to vitest.
 *
 *     npm run test:offline [-- test/screens]
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const asked = process.argv.slice(2);
const tests = asked.length === 0 ? ['test/journeys/workbench', 'test/screens'] : asked;

// Inside: loopback comes up, every other way out is shown to be shut, then the tests run.
const inside = `
set -e
${upLoopback()}
if (exec 3<>/dev/tcp/1.1.1.1/443) 2>/dev/null; then echo 'There is a way out of here.' >&2; exit 3; fi
exec "$0" node_modules/vitest/vitest.mjs run "$@"
`;
const { status, error } = spawnSync('unshare', ['--net', '--map-root-user', 'bash', '-c', inside, process.execPath, ...tests], {
  cwd: root,
  stdio: 'inherit',
});
if (error !== undefined) {
  console.error(`This machine has no network namespaces for the asking (${error.message}); Linux with unshare has.`);
  process.exitCode = 1;
} else {
  console.log(status === 0 ? `Passed without any network but loopback: ${tests.join(', ')}.` : 'Not proven: see above.');
  process.exitCode = status ?? 1;
}

/** Brings the loopback interface up, with ip where it is installed and through whatever else the machine has. */
function upLoopback(): string {
  const flags = 'import fcntl,socket,struct;s=socket.socket();fcntl.ioctl(s,0x8914,struct.pack("16sh",b"lo",1|64))';
  return `ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || python3 -c '${flags}'`;
}
