import { App } from 'aws-cdk-lib';
import { buildApp } from './build-app.ts';
import { readStageConfig } from './config.ts';

const app = new App();
/** The stage that `cdk -c stage=dev` names; `prod` unless said. */
const stage: unknown = app.node.tryGetContext('stage') ?? 'prod';
buildApp(readStageConfig(String(stage)), app);
app.synth();
