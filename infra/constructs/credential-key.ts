import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What the functions name as the purpose of everything that they seal with this key. */
const purpose = { StringEquals: { 'kms:EncryptionContext:purpose': 'credentials' } };

/**
 * Seals the credentials of customers' CRMs, which stand in the table. Without this key they are
 * lost, so it stays when the stack goes.
 */
export class CredentialKey extends Key {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      description: `Seals the credentials of CRMs in the stage ${stage}.`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function seal credentials, which it then cannot open. */
  grantSealing(grantee: Function): void {
    this.#grantUse(grantee, 'kms:GenerateDataKey');
  }

  grantOpening(grantee: Function): void {
    this.#grantUse(grantee, 'kms:Decrypt');
  }

  #grantUse(grantee: Function, action: string): void {
    const resources = [this.keyArn];
    grantee.addToRolePolicy(
      new PolicyStatement({ actions: [action], resources, conditions: purpose }),
    );
    grantee.addEnvironment('CIPHER_KEY_ARN', this.keyArn);
  }
}
