import { existsSync } from 'node:fs';
import { findJava } from './find-java.ts';
import { installJava } from './install-java.ts';
import { StartRefusal } from './start-refusal.ts';

const debianMark = '/etc/debian_version';

/**
 * The Java that DynamoDB Local needs; installed when we may and know how.
 * @throws StartRefusal that says how to install it
 */
export async function requireJava(show: (line: string) => void): Promise<string> {
  const found = await findJava(process.env);
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync(debianMark)) {
    show('Java is missing: installing openjdk-17-jre-headless with apt-get, once.');
    await installJava();
    const installed = await findJava(process.env);
    if (installed) return installed;
  }
  throw new StartRefusal(
    'Java 17 or newer is needed for the local database. Install it (Debian, Ubuntu: ' +
      'sudo apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17; ' +
      'elsewhere: https://adoptium.net), or set JAVA_HOME, and start again.',
  );
}
