import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { StageConfig } from '../config.ts';

type Model = StageConfig['model'];
type ImageModel = StageConfig['imageModel'];

/** Streamed, as every turn is. */
const actions = ['bedrock:InvokeModelWithResponseStream'];
/** In one piece, as a picture is. */
const imageActions = ['bedrock:InvokeModel'];
/** What the id of an inference profile begins with: a part of the world, whose regions it uses. */
const profileId = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?<modelId>.+)$/;

/** Tells a function which model answers. It may not call it. */
export function nameModel(grantee: Function, model: Model): void {
  grantee.addEnvironment('MODEL_PROVIDER', model.provider);
  if (model.provider === 'offline') return;
  grantee.addEnvironment('MODEL_ID', model.modelId);
  if (model.provider === 'openai-compatible') {
    grantee.addEnvironment('MODEL_BASE_URL', model.baseUrl);
  }
}

/** Tells a function which model answers, and lets it call that one where AWS asks for permission. */
export function grantModel(grantee: Function, model: Model): void {
  nameModel(grantee, model);
  if (model.provider !== 'bedrock') return;
  const modelId = profileId.exec(model.modelId)?.groups?.['modelId'];
  if (modelId === undefined) grantOwnRegion(grantee, model.modelId, actions);
  else grantProfile(grantee, model.modelId, modelId);
}

/** Tells a function who draws pictures, and lets it ask that model where AWS asks for permission. */
export function grantImageModel(grantee: Function, model: ImageModel): void {
  grantee.addEnvironment('IMAGE_MODEL_PROVIDER', model.provider);
  if (model.provider === 'local') return;
  grantee.addEnvironment('IMAGE_MODEL_ID', model.modelId);
  if (model.provider === 'bedrock') grantOwnRegion(grantee, model.modelId, imageActions);
  else grantee.addEnvironment('IMAGE_MODEL_BASE_URL', model.baseUrl);
}

function grantOwnRegion(grantee: Function, modelId: string, actions: string[]): void {
  const { partition, region } = Stack.of(grantee);
  const resources = [`arn:${partition}:bedrock:${region}::foundation-model/${modelId}`];
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources }));
}

/** A profile passes the call on to one of several regions, and asks for permission there, too. */
function grantProfile(grantee: Function, id: string, modelId: string): void {
  const { partition, region, account } = Stack.of(grantee);
  const profileArn = `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`;
  const anyRegion = `:bedrock:*::foundation-model/${modelId}`;
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [profileArn] }));
  grantee.addToRolePolicy(
    new PolicyStatement({
      actions,
      resources: [`arn:${partition}${anyRegion}`],
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } },
    }),
  );
  Validations.of(grantee.role ?? grantee).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>${anyRegion}]`,
    reason: 'AWS adds regions to a profile. Only this model, and only through this profile.',
  });
}
