import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

const approvalSecretCharacters = 64;

/**
 * The secrets of a stage: one JSON object, whose members are named like the variables that they
 * stand for. It begins with a random APPROVAL_SECRET; an operator adds what `docs/deploy.md` lists.
 */
export class StageSecret extends Secret {
  readonly #key: Key;

  constructor(scope: Construct, id: string, props: { readonly secretName: string }) {
    const key = new Key(scope, `${id}Key`, {
      description: `Encrypts the secret ${props.secretName}.`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    super(scope, id, {
      secretName: props.secretName,
      description:
        'APPROVAL_SECRET, and where used MODEL_API_KEY, WEBHOOKS, OAUTH_CLIENTS and others.',
      encryptionKey: key,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'APPROVAL_SECRET',
        excludePunctuation: true,
        passwordLength: approvalSecretCharacters,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#key = key;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Its parts belong to different owners; one that changed would end running approvals.',
    });
  }

  /** Lets a function read the secret when it starts, and tells it where the secret is. */
  grantReading(grantee: Function): void {
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [this.secretArn],
      }),
    );
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.#key.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com`,
          },
        },
      }),
    );
    grantee.addEnvironment('SECRETS_ARN', this.secretArn);
  }
}
