import { describe, expect, it } from 'vitest';
import { findJava } from '../../../infra/local/find-java.ts';
import { installJava } from '../../../infra/local/install-java.ts';
import { runCommand, type RunCommand } from '../../../infra/local/run-command.ts';

const failed = { isSuccess: false, output: '' };
const versionOutput = (version: string) => ({
  isSuccess: true,
  output: `openjdk version "${version}" 2025-04-15\nOpenJDK Runtime Environment`,
});

/** A machine on which the given commands answer and all others are missing. */
function machineWith(answers: Record<string, { isSuccess: boolean; output: string }>) {
  const calls: string[] = [];
  const run: RunCommand = async (command, commandArguments) => {
    const line = [command, ...commandArguments].join(' ');
    calls.push(line);
    return answers[line] ?? failed;
  };
  return { run, calls };
}

describe('finding Java', () => {
  it('finds the one that the tests run on', async () => {
    expect(await findJava(process.env)).toMatch(/java$/);
  });

  it.each([
    ['17.0.15', 'java'],
    ['25', 'java'],
    ['11.0.2', undefined],
    ['1.8.0_392', undefined],
  ])('judges version %s', async (version, expected) => {
    const { run } = machineWith({ 'java -version': versionOutput(version) });
    expect(await findJava({}, run)).toBe(expected);
  });

  it('prefers JAVA_HOME, unless that is too old', async () => {
    const inPath = { 'java -version': versionOutput('17.0.1') };
    const recent = machineWith({ '/jdk/bin/java -version': versionOutput('21.0.1'), ...inPath });
    const old = machineWith({ '/jdk/bin/java -version': versionOutput('11.0.1'), ...inPath });
    expect(await findJava({ JAVA_HOME: '/jdk' }, recent.run)).toBe('/jdk/bin/java');
    expect(await findJava({ JAVA_HOME: '/jdk' }, old.run)).toBe('java');
  });

  it('takes a stub that fails for none', async () => {
    const stub = { isSuccess: false, output: 'version "17" needs to be installed' };
    expect(await findJava({}, machineWith({ 'java -version': stub }).run)).toBeUndefined();
  });
});

describe('installing Java', () => {
  const done = { isSuccess: true, output: '' };
  const update = 'apt-get update';
  const install = (name: string) => `apt-get install --yes --no-install-recommends ${name}`;

  it('brings the package list up to date first', async () => {
    const { run, calls } = machineWith({
      [update]: done,
      [install('openjdk-17-jre-headless')]: done,
    });
    expect(await installJava(run)).toBe(true);
    expect(calls).toEqual([update, install('openjdk-17-jre-headless')]);
  });

  it('takes the default one where 17 is gone', async () => {
    const { run } = machineWith({ [update]: done, [install('default-jre-headless')]: done });
    expect(await installJava(run)).toBe(true);
  });

  it('gives up without a package list or a package', async () => {
    expect(await installJava(machineWith({}).run)).toBe(false);
    expect(await installJava(machineWith({ [update]: done }).run)).toBe(false);
  });
});

describe('running a command', () => {
  it('counts a missing one as failed', async () => {
    expect(await runCommand('no-such-command', [], 1_000)).toMatchObject({ isSuccess: false });
  });

  it('ends one that takes too long', async () => {
    const endless = ['-e', 'setInterval(() => {}, 1000)'];
    expect((await runCommand(process.execPath, endless, 200)).isSuccess).toBe(false);
  });
});
