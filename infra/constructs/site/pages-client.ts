import { Duration } from 'aws-cdk-lib';
import { OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { signInPaths } from '../../../shared/sign-in-paths.ts';
import type { CopilotUserPool } from '../copilot-user-pool.ts';

const accessTokenMinutes = 15;
const signInDays = 14;
/** Two tabs may renew by the same token; the one it replaced works for that much longer. */
const rotationGraceSeconds = 60;

export interface PagesClientProps {
  readonly userPool: CopilotUserPool;
  /** Of the pages: `https://copilot.example`. */
  readonly origin: string;
}

/** The pages as a client of the user pool: public, so it holds no secret and proves itself by PKCE. */
export class PagesClient extends UserPoolClient {
  constructor(scope: Construct, id: string, { userPool, origin }: PagesClientProps) {
    super(scope, id, {
      userPool,
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: userPool.signIn.scope.split(' ').map((name) => OAuthScope.custom(name)),
        callbackUrls: [origin + signInPaths.callback],
        logoutUrls: [origin + signInPaths.signedOut],
      },
      // Named, as Cognito would otherwise allow renewal without rotation, and more.
      authFlows: { userSrp: true },
      accessTokenValidity: Duration.minutes(accessTokenMinutes),
      idTokenValidity: Duration.minutes(accessTokenMinutes),
      refreshTokenValidity: Duration.days(signInDays),
      refreshTokenRotationGracePeriod: Duration.seconds(rotationGraceSeconds),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
  }
}
