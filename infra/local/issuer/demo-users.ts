import { issuerNames } from './issuer-names.ts';

export interface DemoUser {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/**
 * Who can sign in on one machine. The passwords are no secrets: they are printed at the start,
 * and the issuer listens on the loopback interface.
 */
export const demoUsers: readonly [DemoUser, ...DemoUser[]] = [
  {
    subject: 'demo',
    email: 'demo@example.com',
    name: 'Demo User',
    password: 'demo',
    groups: [issuerNames.adminGroup],
  },
  {
    subject: 'second',
    email: 'second@example.com',
    name: 'Second User',
    password: 'demo',
    groups: [],
  },
];

export const findUserBySubject = (subject: string): DemoUser | undefined =>
  demoUsers.find((user) => user.subject === subject);

/** @returns the user, or undefined when the e-mail or the password is wrong */
export function findUserByPassword(email: string, password: string): DemoUser | undefined {
  const normalised = email.trim().toLowerCase();
  return demoUsers.find((user) => user.email === normalised && user.password === password);
}
