import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  ResourceServerScope,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { resourceName } from '../resource-name.ts';
import { identityScope, type SignIn } from '../sign-in.ts';

/** The resource server: a token with its scope is meant for the API. */
const audience = 'metered-copilot';
const adminGroup = 'admins';

const temporaryPasswordDays = 3;
const passwordCharacters = 12;

/** Where people sign up and sign in by default. An address counts only once it is verified. */
export class CopilotUserPool extends UserPool {
  readonly signIn: SignIn;
  /** Has a client's tokens be meant for the API: clients ask for it, and must be allowed to. */
  readonly apiScopeName = `${audience}/use`;
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, props: { readonly stage: string }) {
    super(scope, id, {
      userPoolName: resourceName(props.stage, 'users'),
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A changed address replaces the old one only when it is verified.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: passwordCharacters,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(temporaryPasswordDays),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#addApi();
    this.domain = this.addDomain('Domain', {
      // Unique among all users of Cognito in the region.
      cognitoDomain: { domainPrefix: resourceName(props.stage, Stack.of(this).account) },
    });
    this.addGroup('Admins', { groupName: adminGroup, description: 'May use /api/admin.' });
    this.signIn = {
      issuer: this.userPoolProviderUrl,
      audience,
      adminGroup,
      scope: `${identityScope} ${this.apiScopeName}`,
    };
    this.#acknowledge();
  }

  #addApi(): void {
    const use = new ResourceServerScope({ scopeName: 'use', scopeDescription: 'Use the copilot.' });
    this.addResourceServer('Api', { identifier: audience, scopes: [use] });
  }

  #acknowledge(): void {
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'A second factor is offered; an operator may require it. Tokens are prepaid.',
      },
      {
        id: 'AwsSolutions-COG3',
        reason: 'Threat protection needs the plus plan, which is paid for each user.',
      },
      { id: 'AwsSolutions-COG8', reason: 'The plus plan is paid for each user.' },
    );
  }
}
